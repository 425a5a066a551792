/* A text to take along: <button data-copy="ID"> copies the words of the element with that id and says so on itself. Where the
   browser does not allow it, the words are selected instead. */
(function () {
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    var source = button && document.getElementById(button.getAttribute('data-copy'));
    if (!source) return;
    function select() {
      var range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(source.textContent.trim()).then(function () {
      button.textContent = button.getAttribute('data-copied');
    }, select);
  });
})();
