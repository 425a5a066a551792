/* Small manners of the desk: close an open menu by Esc or a click elsewhere; print. */
(function () {
  function close(except) {
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (!except || !menu.contains(except)) menu.open = false;
    });
  }

  document.addEventListener('click', function (event) {
    close(event.target);
    if (event.target.closest('[data-print]')) print();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') close();
  });
})();
