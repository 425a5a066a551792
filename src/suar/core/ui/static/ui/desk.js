/* Small manners of the desk: close an open menu by Esc or a click elsewhere; print; the tab
   that is open, or has the focus, whole in sight where the row of tabs is wider than the screen. */
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

  function inSight(tab) {
    if (tab) tab.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
  }
  document.addEventListener('focusin', function (event) { inSight(event.target.closest('.tabs a')); });
  document.querySelectorAll('.tabs [aria-current]').forEach(function (tab) {
    var row = tab.parentNode;  // the page itself does not move
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
})();
