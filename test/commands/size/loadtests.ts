/** A load test as it was saved, of a target that spends 20 ms of CPU a second and 4 ms a request, and 1 MB a user on 100 MB. */
export function savedLoadtest(
  rates: readonly number[],
  {
    users = null,
    perStage = 10,
    jobs = {},
  }: { users?: number | null; perStage?: number; jobs?: Record<string, number> } = {},
): string {
  const seconds = rates.flatMap((rate, stage) =>
    Array.from({ length: perStage }, (_, index) => ({
      rate: rate + (index % 2),
      at: stage * perStage + index + 1,
    })),
  )
  const answered = seconds.reduce((sum, { rate }) => sum + rate, 0)
  const memory = 1e8 + 1e6 * (users ?? 0)
  const target = {
    name: '12',
    kind: 'process',
    what: 'process 12 (node)',
    cores: 2,
    coresBecause: '',
    pressureOf: null,
    untold: [],
    ends: [],
    stages: rates.map((rate, stage) => ({
      load: `${rate}/s`,
      fromSeconds: stage * perStage,
      toSeconds: (stage + 1) * perStage,
      watchedSeconds: perStage,
      throughputPerSecond: rate + 0.5,
      busyCores: 0.02 + 0.004 * (rate + 0.5),
      memoryBytes: { mean: memory, maximum: memory },
      unknown: [],
    })),
    // A look that came too late tells of two seconds.
    timeline: seconds.flatMap(({ rate, at }, index) =>
      at % 7 === 3
        ? []
        : [
            {
              atSeconds: at,
              busyCores: 0.02 + 0.004 * (at % 7 === 4 ? (rate + (seconds[index - 1]?.rate ?? 0)) / 2 : rate),
              memoryBytes: memory + at,
            },
          ],
    ),
  }
  return JSON.stringify({
    schema: 'lewis-perf/1',
    command: 'loadtest',
    input: {},
    status: 'pass',
    exitCode: 0,
    interrupted: false,
    error: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    tool: { name: 'lewis-perf', version: '1.0.0', node: 'v22' },
    machine: null,
    profile: null,
    findings: [],
    tables: [],
    warnings: [],
    data: {
      counts: { sent: answered },
      ratePerSecond: answered / seconds.length,
      durationSeconds: seconds.length,
      validity: { verdict: 'valid', reasons: [] },
      jobs: Object.fromEntries(Object.entries(jobs).map(([name, perHour]) => [name, { perHour }])),
      run: {
        model: users === null ? { kind: 'open' } : { kind: 'closed', users },
        receivedBytes: answered * 400,
        sentBytes: answered * 100,
      },
      timeline: seconds.map(({ rate, at }) => ({ atSeconds: at, answered: rate, inFlight: rate / 10 })),
      watch: { method: '', targets: [target] },
    },
  })
}
