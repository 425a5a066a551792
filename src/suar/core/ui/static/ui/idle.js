/* Nobody at the desk: the page covers itself when the server's limit of idleness is over, also after sleep, and gives back what
   was typed to whoever unlocks. The server decides; this looks at the clock and says when somebody is there. A page without
   a cover, where nothing is typed, goes to the lock. */
(function () {
  var me = document.currentScript.dataset, cover = document.querySelector('[data-lock-cover]');
  var body = document.body, title = document.title, covered = false;
  var told = Date.now(), end = told + me.seconds * 1000;
  var TELL = 60000, EARLY = 2, AGAIN = 5000;  /* ms between two tellings; s that a way to the server may take; ms until it is asked again */

  function ask(method, address) {
    var token = JSON.parse(body.getAttribute('hx-headers') || '{}')['X-CSRFToken'];
    return fetch(address, { method: method, headers: token ? { 'X-CSRFToken': token } : {} });
  }

  /* The seconds that the server leaves. An answer that led elsewhere is the sign-in: the session is over. */
  function left(method) {
    return ask(method, me.presence).then(function (answer) {
      if (answer.redirected) return location.assign(me.locked);
      if (!answer.ok) throw answer;
      return answer.json().then(function (said) {
        end = Date.now() + said.left * 1000;
        return said.left;
      });
    });
  }

  function hide() {
    if (covered) return;
    covered = true;
    if (!cover) return location.replace(me.locked + '?next=' + encodeURIComponent(location.pathname + location.search));
    document.querySelectorAll('dialog[open]').forEach(function (open) { open.close(); });
    document.documentElement.classList.add('is-locked');
    document.title = cover.querySelector('h2').textContent + ' · Suar';
    cover.showModal();
    cover.querySelector('h2').focus();
    offer();
  }

  function offer() {
    left('GET').then(function (seconds) {
      if (seconds > EARLY) return reveal();  /* somebody works in another tab */
      return (seconds ? ask('POST', me.lock) : Promise.resolve()).then(function () {
        return htmx.ajax('GET', me.locked, { target: '#buka', swap: 'outerHTML' });
      }).then(function () {
        var field = cover.querySelector('input:not([type=hidden])');
        if (field) field.focus();
      });
    }).catch(function () {
      var away = cover.querySelector('[data-lock-away]');
      if (away) away.hidden = false;
      setTimeout(function () { if (covered) offer(); }, AGAIN);
    });
  }

  function reveal() {
    covered = false;
    document.documentElement.classList.remove('is-locked');
    document.title = title;
    cover.close();
  }

  function look() {
    if (!covered && Date.now() >= end) hide();
  }

  /* Unlocked in another tab. */
  function back() {
    look();
    if (covered && cover && !document.hidden) left('GET').then(function (seconds) { if (covered && seconds > EARLY) reveal(); }, function () {});
  }

  function somebody(event) {
    if (!event.isTrusted || covered) return;
    look();
    if (covered || Date.now() - told < TELL) return;
    told = Date.now();
    left('POST').then(look, function () {});
  }

  ['keydown', 'pointerdown', 'wheel', 'touchmove'].forEach(function (kind) {
    addEventListener(kind, somebody, { capture: true, passive: true });
  });
  ['focus', 'pageshow'].forEach(function (kind) { addEventListener(kind, back); });
  document.addEventListener('visibilitychange', back);
  setInterval(look, 1000);

  if (!cover) return;
  cover.addEventListener('cancel', function (event) { event.preventDefault(); });
  cover.addEventListener('close', function () { if (covered) cover.showModal(); });
  body.addEventListener('suar-unlocked', function () { left('GET').then(reveal, reveal); });
  /* A part of the page was asked for while the server was locked: cover it, and keep what stands in it. */
  body.addEventListener('htmx:beforeOnLoad', function (event) {
    if ((event.detail.xhr.getResponseHeader('HX-Redirect') || '').indexOf(me.locked) !== 0) return;
    event.preventDefault();
    hide();
  });
})();
