/* Small manners of the desk: close an open menu by Esc or a click elsewhere, print, remember which columns of a table are shown. */
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

  function hidden(id) {
    try { return JSON.parse(localStorage.getItem('suar-columns-' + id) || '[]'); } catch (unreadable) { return []; }
  }

  function show(box) {
    var id = box.getAttribute('data-columns'), off = hidden(id);
    var table = document.getElementById(id);
    if (!table) return;
    box.hidden = false;
    box.querySelectorAll('input').forEach(function (input) { input.checked = off.indexOf(input.value) < 0; });
    table.querySelectorAll('[data-column]').forEach(function (cell) {
      cell.hidden = off.indexOf(cell.getAttribute('data-column')) >= 0;
    });
  }

  function all() { document.querySelectorAll('[data-columns]').forEach(show); }

  document.addEventListener('change', function (event) {
    var box = event.target.closest('[data-columns]');
    if (!box) return;
    var off = [];
    box.querySelectorAll('input:not(:checked)').forEach(function (input) { off.push(input.value); });
    try { localStorage.setItem('suar-columns-' + box.getAttribute('data-columns'), JSON.stringify(off)); } catch (full) { return; }
    all();
  });
  document.addEventListener('DOMContentLoaded', all);
  document.addEventListener('htmx:afterSettle', all);
})();
