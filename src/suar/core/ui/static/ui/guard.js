/* Forms of the desk. data-guard: warn before unsaved words are left behind. Every POST form: the button answers once, so that a
   second press in impatience sends nothing twice, for as long as this page stands and 8 seconds at most. It is a courtesy:
   that a row is made once and none is written over unseen is the server's to hold (core/ui/making.py, versions.py). */
(function () {
  var changed = new Set(), sending = false;

  document.addEventListener('input', function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute('data-guard')) changed.add(form);
  });

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.hasAttribute('data-sent')) return event.preventDefault();
    form.setAttribute('data-sent', '');
    sending = true;
    changed.delete(form);
    var button = event.submitter;
    /* Disabled only after the browser has read the form: a disabled button's name and value would not be sent. */
    setTimeout(function () {
      if (button) button.setAttribute('aria-disabled', 'true');
    }, 0);
    /* A form that answered with a file leaves this page standing. */
    setTimeout(release, 8000);
  });

  addEventListener('beforeunload', function (event) {
    if (!sending && changed.size) event.preventDefault();
  });

  function release() {
    sending = false;
    document.querySelectorAll('form[data-sent]').forEach(function (form) {
      form.removeAttribute('data-sent');
      form.querySelectorAll('[aria-disabled]').forEach(function (button) { button.removeAttribute('aria-disabled'); });
    });
  }

  /* Back from the next page: the form may be sent again. */
  addEventListener('pageshow', release);

  document.addEventListener('DOMContentLoaded', function () {
    var wrong = document.querySelector('[data-focus]');
    if (wrong) wrong.focus();
  });
})();
