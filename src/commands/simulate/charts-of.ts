import type { Chart } from '../../core/index.ts'
import type { SimulationModel, SimulationWindow } from '../../simulation/index.ts'

/** What the first run was like over time, its warm-up included. */
export function chartsOf(windows: readonly SimulationWindow[], model: SimulationModel): Chart[] {
  if (windows.length < 3) return []
  const line = (name: string, of: (window: SimulationWindow) => number | null): Chart['series'][number] => ({
    name,
    points: windows.map((window) => [window.fromSeconds, of(window)] as const),
  })
  const x = { title: 'Time', unit: 'seconds' as const }
  const isChanging = model.autoscaler !== null || model.failures !== null || model.zoneLoss !== null
  const each = model.windowSeconds ?? 1
  return [
    {
      title: 'Response time over time (first run)',
      x,
      y: { title: 'Response', unit: 'seconds' },
      series: [line('mean', ({ meanSeconds }) => meanSeconds), line('p99', ({ p99Seconds }) => p99Seconds)],
    },
    ...(isChanging
      ? [
          {
            title: 'Instances and busy slots over time (first run)',
            x,
            y: { title: 'Number', unit: 'count' as const },
            series: [line('instances', ({ instances }) => instances), line('busy slots', ({ busy }) => busy)],
          },
        ]
      : []),
    ...(model.slo === null
      ? []
      : [
          {
            title: 'Requests that missed the limit over time (first run)',
            detail: windows.every(({ missed }) => missed === 0),
            x,
            y: { title: 'Missed', unit: 'per-second' as const },
            series: [line('missed', ({ missed }) => missed / each)],
          },
        ]),
    {
      title: 'Requests that wait, over time (first run)',
      detail: true,
      x,
      y: { title: 'Requests', unit: 'count' },
      series: [line('waiting', ({ waiting }) => waiting)],
    },
    {
      title: 'Requests over time (first run)',
      detail: true,
      x,
      y: { title: 'Requests', unit: 'per-second' },
      series: [
        line('came', ({ arrived }) => arrived / each),
        line('answered', ({ completed }) => completed / each),
        ...(windows.some(({ gaveUp }) => gaveUp > 0) ? [line('gave up', ({ gaveUp }) => gaveUp / each)] : []),
      ],
    },
    ...(model.scans === null
      ? []
      : [
          {
            title: 'Scans that wait in the message queue, over time (first run)',
            x,
            y: { title: 'Scans', unit: 'count' as const },
            series: [line('backlog', ({ scans }) => scans?.backlog ?? null)],
          },
        ]),
  ]
}
