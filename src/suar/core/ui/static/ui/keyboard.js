/* Keys of the desk: / searches, ? explains, g then a letter goes (the letters stand in data-go of the links); a page's own buttons
   and choices stand under the sign in their data-key. Never while typing. */
(function () {
  var waiting = false, timer;
  var help = document.querySelector('[data-keys]');

  function typing(target) {
    if (/^(radio|checkbox|submit|button)$/.test(target.type)) return false;
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function go(letter) {
    var links = document.querySelectorAll('[data-go]');
    for (var i = 0; i < links.length; i++) {
      if (links[i].getAttribute('data-go') === letter) return links[i].click();
    }
  }

  function own(key) {
    var found = /^[a-z0-9]$/.test(key) && document.querySelector('[data-key="' + key + '"]');
    if (found) found.click();
    return found;
  }

  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    var key = event.key;
    if (waiting) {
      waiting = false;
      clearTimeout(timer);
      return go(key);
    }
    if (key === 'g') {
      waiting = true;
      timer = setTimeout(function () { waiting = false; }, 1500);
    } else if (key === '/') {
      var search = document.querySelector('[data-search]');
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else if (key === '?' && help && help.showModal && !help.open) {
      help.showModal();
    } else if (!event.repeat && !(help && help.open) && own(key)) {
      event.preventDefault();
    }
  });

  document.addEventListener('click', function (event) {
    var opener = event.target.closest('[data-keys-open]');
    if (opener && help && help.showModal) help.showModal();
  });
})();
