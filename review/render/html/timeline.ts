import type { Distinction } from '../../assembly/namesakes';
import type { Workload } from '../../model';
import { plain } from '../document/blocks';
import { calledInFull } from '../document/headline';
import { counted, impactSpan } from '../document/words';
import { html } from '../escape';

const width = 480;
const height = 150;
const left = 40;
const bottom = 120;
const top = 20;

/** Pods of one workload before, during and after the release: bars for what serves at least, a dashed line for the most that run. */
export function timeline(workload: Workload, told?: Distinction): string {
  const { podsBefore, lowestAvailable, podsAfter, highestRunning } = workload.forecast;
  if (podsBefore === null || lowestAvailable === null || podsAfter === null) return '';
  const most = Math.max(1, podsBefore, podsAfter, highestRunning ?? 0);
  const y = (pods: number): number => bottom - ((bottom - top) * pods) / most;
  const phases = [
    { name: 'before', pods: podsBefore },
    { name: 'lowest', pods: lowestAvailable },
    { name: 'after', pods: podsAfter },
  ];
  const step = (width - left) / phases.length;
  const bars = phases.map(({ name, pods }, index) => {
    const x = left + index * step + 10;
    const isLess = pods < podsBefore;
    // Nobody misses what was not there.
    const none = isLess ? `<path class="nobody" d="M${x} ${bottom}h${step - 20}"/>` : '';
    const bar = `<rect class="available${isLess ? ' fewer' : ''}" x="${x}" y="${y(pods)}" width="${step - 20}" height="${bottom - y(pods)}"/>`;
    return `${pods === 0 ? none : bar}<text x="${x}" y="${y(pods) - 4}">${pods}</text><text x="${x}" y="${bottom + 18}">${name}</text>`;
  });
  const surge =
    highestRunning === null
      ? ''
      : `<path class="surge" d="M${left + step} ${y(highestRunning)}H${left + 2 * step}"/><text x="${left + 2 * step}" y="${y(highestRunning) - 4}" text-anchor="end">${highestRunning}</text>`;
  const atMost = highestRunning === null ? '' : ` and at most ${highestRunning} running (dashed)`;
  const caption = `${plain(calledInFull(workload, told))}: ${counted(podsBefore, 'pod')} before, at least ${lowestAvailable} available${atMost} during the release, ${podsAfter} after; ${plain([impactSpan(workload.forecast.impact)])}`;
  return (
    `<figure><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${html(caption)}">` +
    `<line class="axis" x1="${left}" y1="${bottom}" x2="${width}" y2="${bottom}"/>${bars.join('')}${surge}</svg>` +
    `<figcaption>${html(caption)}</figcaption></figure>`
  );
}
