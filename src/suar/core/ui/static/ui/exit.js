/* Keluar cepat. The link works alone; this blanks the page before a slow network answers, replaces the page in the history,
   and lets Esc or Shift, pressed three times with at most five seconds between, do the same. */
(function () {
  var link = document.querySelector('[data-exit]');
  if (!link) return;
  var root = document.documentElement;
  var status = document.querySelector('[data-exit-status]');
  var count = 0, last = '', timer, gone = false;

  function leave(event) {
    if (event) event.preventDefault();
    if (gone) return;
    gone = true;
    document.title = link.getAttribute('data-exit-title') || '\u200b';
    if (document.body) document.body.hidden = true;
    root.setAttribute('data-left', '');
    location.replace(link.href);
  }

  function reset() {
    count = 0;
    last = '';
    say('');
  }

  function say(text) {
    if (status) status.textContent = text;
  }

  document.addEventListener('keyup', function (event) {
    var key = event.key;
    clearTimeout(timer);
    if (key !== 'Escape' && key !== 'Shift') return reset();
    count = key === last ? count + 1 : 1;
    last = key;
    if (count === 3) {
      say(link.getAttribute('data-exit-leaving') || '');
      return leave();
    }
    say((link.getAttribute('data-exit-more') || '').replace('#', 3 - count));
    timer = setTimeout(reset, 5000);
  });

  link.addEventListener('click', leave);

  /* Back from the neutral page: a browser that kept this one in memory shows the front page instead of what was left. */
  addEventListener('pageshow', function () {
    if (gone) location.replace(root.lang === 'en' ? '/en/' : '/');
  });
})();
