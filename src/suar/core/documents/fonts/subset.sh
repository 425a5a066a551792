#!/bin/sh
# Makes the font files of this folder from the upstream releases named in README.md.
# Needs fonttools (pyftsubset). Usage: subset.sh INTER_DIR ARABIC.ttf EMOJI.ttf OUT_DIR
set -eu
inter=$1 arabic=$2 emoji=$3 out=$4
cut() { pyftsubset "$1" --output-file="$out/$2" --no-hinting --name-IDs='*' --name-languages='*' --no-recalc-timestamp "$3" "$4"; }

latin='U+0020-024F,U+0259,U+02B0-02FF,U+0300-036F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20C0,U+2100-214F,U+2190-21FF,U+2200-22FF,U+25A0-25FF,U+2600-26FF,U+2700-27BF,U+FFFD'
for face in Regular Italic SemiBold Bold; do
  # Without "calt", which redraws arrows and colons: a text must print as it was written.
  cut "$inter/Inter-$face.otf" "Inter-$face.otf" "--unicodes=$latin" \
    '--layout-features=ccmp,locl,mark,mkmk,kern,tnum,pnum,frac,numr,dnom,sups,subs,case,zero'
done
cut "$arabic" NotoSansArabic-Regular.ttf '--unicodes=U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFC,U+200C-200F' \
  '--layout-features=ccmp,locl,init,medi,fina,rlig,liga,mark,mkmk,kern'
# No sequences (flags, skin tones): each sign is drawn by itself, which keeps the file small.
cut "$emoji" NotoEmoji-Regular.ttf '--unicodes=U+00A9,U+00AE,U+200D,U+203C,U+2049,U+20E3,U+2139,U+231A-2B55,U+FE0E,U+FE0F,U+1F170-1F251,U+1F300-1F64F,U+1F680-1F6FF,U+1F7E0-1F7EB,U+1F900-1F9FF,U+1FA70-1FAFF' '--layout-features='
# Which characters print at all, as ranges: typeset.py shows any other by its number.
python3 - "$out" <<'PYTHON'
import pathlib, sys
from fontTools.ttLib import TTFont
out = pathlib.Path(sys.argv[1])
codes = sorted({c for p in out.glob("*-Regular.?tf") for c in TTFont(p).getBestCmap()})
ranges, start = [], codes[0]
for here, following in zip(codes, codes[1:] + [0]):
    if following != here + 1:
        ranges.append(f"{start:04X}-{here:04X}")
        start = following
(out / "coverage.txt").write_text("\n".join(ranges) + "\n", encoding="ascii")
PYTHON
