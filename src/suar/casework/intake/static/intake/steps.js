/* The browser's own *back* between the screens. Each screen is a page by POST that must not be stored, so a browser that goes
   back asks whether to send it again. Here the screens are fetched instead and kept in the memory of this page alone: *back*
   shows them as they were left, and after *Keluar cepat* nothing is there to go back to. Without this script everything works. */
(function () {
  var main = document.getElementById('utama');
  var link = document.querySelector('[data-exit]');
  if (!main || !link || !window.fetch || !window.URLSearchParams || !window.DOMParser || !('replaceChildren' in main)) return;
  var screens = [], here = 0, busy = false;

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
    fetch(action, { method: 'POST', body: body, credentials: 'omit', cache: 'no-store' }).then(function (response) {
      return response.text();
    }).then(function (text) {
      var next = taken(new DOMParser().parseFromString(text, 'text/html'));
      screens[here] = taken(document);
      here += 1;
      screens.length = here;
      screens[here] = next;
      history.pushState({ screen: here }, '', action);
      show(next);
      begin();
      busy = false;
    }).catch(function () {
      busy = false;
      plainly(form, button, action);
    });
  });

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
