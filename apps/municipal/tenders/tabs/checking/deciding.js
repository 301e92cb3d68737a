// A decision shows at once and the page stays where it is; the server only keeps it.
element.addEventListener('click', event => {
  const button = event.target.closest('button[data-finding]');
  if (!button) return;
  const item = button.closest('li'), was = button.getAttribute('aria-pressed') === 'true';
  for (const each of item.querySelectorAll('button[data-finding]')) each.setAttribute('aria-pressed', 'false');
  button.setAttribute('aria-pressed', String(!was));
  item.classList.remove('accettato', 'rifiutato');
  if (!was) item.classList.add(button.dataset.outcome);
  const reason = item.querySelector('.decide input').value;
  trigger('submit', { finding: button.dataset.finding, outcome: was ? '' : button.dataset.outcome, reason });
});
