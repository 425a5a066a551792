/* A text that may not grow without end says how many letters stand in it: <textarea data-count="4000">. */
(function () {
  function show(area, line) {
    var number = new Intl.NumberFormat(document.documentElement.lang || 'id');
    line.textContent = number.format(area.value.length) + ' / ' + number.format(area.getAttribute('data-count'));
  }

  document.querySelectorAll('textarea[data-count]').forEach(function (area) {
    var line = document.createElement('p');
    line.className = 'help';
    line.setAttribute('aria-live', 'off');
    area.after(line);
    area.addEventListener('input', function () { show(area, line); });
    show(area, line);
  });
})();
