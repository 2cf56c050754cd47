import { readFileSync } from 'node:fs'

/** One small file of each tool, as text. */
export const texts = {
  hyperfine: JSON.stringify({
    results: [
      {
        command: 'sleep 1',
        mean: 1.02,
        stddev: 0.01,
        median: 1.02,
        times: [1.01, 1.02, 1.03],
        exit_codes: [0, 0, 0],
      },
      { command: 'true', mean: 0.002, stddev: 0.001, times: [0.001, 0.003], exit_codes: [0, 1] },
    ],
  }),
  tinybench6: JSON.stringify([
    {
      name: 'parse',
      result: {
        state: 'completed',
        latency: { mean: 2, sd: 0.5, p50: 1.5, samplesCount: 3, samples: [1, 2, 3] },
      },
    },
    {
      name: 'print',
      result: { state: 'completed', latency: { mean: 4, sd: 1, p50: 3.5, samplesCount: 50 } },
    },
    { name: 'bad', result: { state: 'errored', error: { message: 'no such thing' } } },
  ]),
  tinybench2: JSON.stringify({
    tasks: [{ name: 'parse', result: { hz: 500, mean: 2, sd: 0.5, df: 2, rme: 1, samples: [1, 2, 3] } }],
  }),
  tinybenchFlat: JSON.stringify([
    { name: 'parse', state: 'completed', latency: { mean: 2, sd: 0.5, df: 9 } },
  ]),
  vitest: JSON.stringify({
    files: [
      {
        filepath: 'a.bench.ts',
        groups: [
          {
            fullName: 'a.bench.ts > sort',
            benchmarks: [{ name: 'numbers', mean: 1, sd: 0.25, sampleCount: 99, median: 0.75, samples: [] }],
          },
        ],
      },
    ],
  }),
  go: `goos: linux
goarch: amd64
pkg: example.com/codec
cpu: Fast CPU @ 3.00GHz
BenchmarkEncode-8   \t  100\t 1423 ns/op\t 12.50 MB/s\t 48 B/op\t 2 allocs/op
BenchmarkEncode-8   \t  100\t 1425 ns/op\t 12.40 MB/s\t 48 B/op\t 2 allocs/op
BenchmarkDecode-8
BenchmarkDecode-8   \t  100\t 2000 ns/op
--- FAIL: BenchmarkBroken
PASS
`,
  google: JSON.stringify({
    context: { host_name: 'box', num_cpus: 4, date: '2026-01-02T03:04:05+01:00' },
    benchmarks: [
      { name: 'BM_A', run_name: 'BM_A', run_type: 'iteration', real_time: 10, cpu_time: 9, time_unit: 'us' },
      { name: 'BM_A', run_name: 'BM_A', run_type: 'iteration', real_time: 12, cpu_time: 9, time_unit: 'us' },
      {
        name: 'BM_A_mean',
        run_name: 'BM_A',
        run_type: 'aggregate',
        aggregate_name: 'mean',
        real_time: 11,
        cpu_time: 9,
        time_unit: 'us',
      },
      {
        name: 'BM_B_mean',
        run_name: 'BM_B',
        run_type: 'aggregate',
        aggregate_name: 'mean',
        repetitions: 5,
        real_time: 3,
        time_unit: 'ms',
      },
      {
        name: 'BM_B_stddev',
        run_name: 'BM_B',
        run_type: 'aggregate',
        aggregate_name: 'stddev',
        repetitions: 5,
        real_time: 1,
        time_unit: 'ms',
      },
      { name: 'BM_C_BigO', cpu_time: 3, real_time: 3, time_unit: 'ns' },
      {
        name: 'BM_Bad',
        run_name: 'BM_Bad',
        run_type: 'iteration',
        error_occurred: true,
        error_message: 'no file',
        real_time: 0,
        time_unit: 'ns',
      },
    ],
  }),
  benchstat: `       │  old.txt   │           new.txt            │
       │   sec/op   │   sec/op     vs base         │
Encode   1.718µ ± 1%   1.422µ ± 1%  -17.20% (p=0.000 n=10)
Gone     2.000m ± 1%
geomean  1.700µ        1.600µ
`,
  own: readFileSync(new URL('../../fixtures/bench/own-result.json', import.meta.url), 'utf8'),
} as const
