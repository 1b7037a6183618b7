/** Filter and fold. The page is complete without it; the tools only appear when it runs. */
export const script = `
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const all = () => [...document.querySelectorAll('main details')];
  const status = document.getElementById('filter-status');
  document.getElementById('filter').addEventListener('input', (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    let shown = 0;
    for (const details of all()) {
      details.hidden = wanted !== '' && !details.textContent.toLowerCase().includes(wanted);
      if (!details.hidden) shown += 1;
    }
    status.textContent = wanted === '' ? '' : shown + ' of ' + all().length + ' folded parts match';
  });
  const fold = (open) => () => all().forEach((details) => { details.open = open; });
  document.getElementById('unfold').addEventListener('click', fold(true));
  document.getElementById('fold').addEventListener('click', fold(false));
  let opened = [];
  addEventListener('beforeprint', () => { opened = all().filter((details) => !details.open); opened.forEach((details) => { details.open = true; }); });
  addEventListener('afterprint', () => { opened.forEach((details) => { details.open = false; }); });
})();
`;
