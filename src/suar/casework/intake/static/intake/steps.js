/* The browser's own *back* between the screens. Each screen is a page by POST that must not be stored, so a browser that goes
   back asks whether to send it again. Here the screens are fetched instead and kept in the memory of this page alone: *back*
   shows them as they were left, and after *Keluar cepat* nothing is there to go back to. When the line is cut the screen stays
   with all that was typed, and says so: the browser's own page of failure would take its place, and a way back from there begins
   the form anew. Without this script everything works. */
(function () {
  var main = document.getElementById('utama');
  var link = document.querySelector('[data-exit]');
  if (!main || !link || !window.fetch || !window.URLSearchParams || !window.DOMParser || !('replaceChildren' in main)) return;
  var screens = [], here = 0, busy = false, LATE = 700, PATIENCE = 75000;

  /* What changes between screens: the way to the other language, which stands before the exit, and the page itself. */
  function taken(from) {
    var exit = from.querySelector('[data-exit]'), words = [], node = exit.parentNode.firstChild;
    for (; node && node !== exit; node = node.nextSibling) words.push(node);
    return {
      words: words,
      page: Array.prototype.slice.call(from.getElementById('utama').childNodes),
      lang: from.documentElement.lang
    };
  }

  function show(screen) {
    while (link.previousSibling) link.previousSibling.remove();
    screen.words.forEach(function (node) { link.parentNode.insertBefore(document.importNode(node, true), link); });
    main.replaceChildren.apply(main, screen.page);
    document.documentElement.lang = screen.lang;
  }

  function begin() {
    scrollTo(0, 0);
    var first = main.querySelector('[data-focus]') || main.querySelector('h1');
    if (first) {
      first.setAttribute('tabindex', '-1');
      first.focus({ preventScroll: true });
    }
  }

  /* What happened to the press stands above the buttons, in the language of the screen. */
  function say(text, tone) {
    var old = document.getElementById('kabar');
    if (old) old.remove();
    if (!text) return;
    var note = document.createElement('p');
    note.id = 'kabar';
    note.className = 'notice ' + tone;
    note.setAttribute('role', tone === 'amber' ? 'alert' : 'status');
    note.textContent = text;
    var form = document.getElementById('isian');
    form.insertBefore(note, form.querySelector('.ways'));
    note.scrollIntoView({ block: 'nearest' });
  }

  function word(name) {
    return document.querySelector('[data-unsent]').getAttribute('data-' + name);
  }

  /* The server's short refusals are words; anything else that is no page of ours came from something in between. */
  function refused(response, text) {
    var plain = /^text\/plain/.test(response.headers.get('Content-Type') || '');
    return { refusal: plain && text.length < 400 ? text : word('unsent') };
  }

  function received(response) {
    return response.text().then(function (text) {
      var page = new DOMParser().parseFromString(text, 'text/html');
      return page.querySelector('[data-exit]') && page.getElementById('utama') ? taken(page) : refused(response, text);
    });
  }

  function plainly(form, button, action) {
    var field = document.createElement('input');
    field.type = 'hidden';
    field.name = button.name;
    field.value = button.value;
    form.appendChild(field);
    form.action = action;
    form.submit();
  }

  document.addEventListener('submit', function (event) {
    var form = event.target, button = event.submitter;
    if (form.id !== 'isian' || !button) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    var action = button.getAttribute('formaction') || form.getAttribute('action');
    var body = new URLSearchParams(new FormData(form));
    if (button.name) body.append(button.name, button.value);
    say('');
    var late = setTimeout(function () { say(word('sending'), 'teal'); }, LATE);
    var cut = window.AbortController && new AbortController();
    var patience = setTimeout(function () { if (cut) cut.abort(); }, PATIENCE);
    var order = { method: 'POST', body: body, credentials: 'omit', cache: 'no-store' };
    if (cut) order.signal = cut.signal;
    fetch(action, order).then(received).catch(function () {
      return { refusal: word('unsent') };
    }).then(function (next) {
      clearTimeout(late);
      clearTimeout(patience);
      busy = false;
      say(next.refusal, 'amber');
      if (!next.refusal) turn(next, action);
    }).catch(function () {
      busy = false;
      plainly(form, button, action);
    });
  });

  function turn(next, action) {
    screens[here] = taken(document);
    here += 1;
    screens.length = here;
    screens[here] = next;
    history.pushState({ screen: here }, '', action);
    show(next);
    begin();
  }

  addEventListener('popstate', function (event) {
    var wanted = (event.state && event.state.screen) || 0;
    if (!screens[wanted]) return location.reload();
    screens[here] = taken(document);
    here = wanted;
    show(screens[here]);
    scrollTo(0, 0);
  });

  history.replaceState({ screen: 0 }, '');
})();
