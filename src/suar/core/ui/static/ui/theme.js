/* Light, dark, or as the device says. Runs in the head before the first paint; remembered on this device only. */
(function () {
  var root = document.documentElement, name = 'suar-theme';

  function stored() {
    try { return localStorage.getItem(name) || 'system'; } catch (refused) { return 'system'; }
  }

  function apply(theme) {
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    else root.removeAttribute('data-theme');
    document.querySelectorAll('[data-theme-set]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.getAttribute('data-theme-set') === theme));
    });
  }

  apply(stored());
  document.addEventListener('DOMContentLoaded', function () { apply(stored()); });
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-theme-set]');
    if (!button) return;
    var theme = button.getAttribute('data-theme-set');
    try { localStorage.setItem(name, theme); } catch (refused) { /* a private window: this page only */ }
    apply(theme);
  });
})();
