import { appendFileSync } from 'node:fs';

// Preloaded into a measured process: leaves what it used, in milliseconds and bytes, in the file that BENCH_USAGE names.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const file = process.env['BENCH_USAGE'];
  if (file)
    appendFileSync(
      file,
      `${JSON.stringify({ cpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 })}\n`,
    );
});
