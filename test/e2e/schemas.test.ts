import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { lewisPerf, workload } from './installed.ts'

const schemaOf = (name: string): object => JSON.parse(readFileSync(`dist/schemas/${name}.json`, 'utf8'))
const ownResult = 'test/fixtures/bench/own-result.json'
const quick = ['test/fixtures/bench/quick.bench.mjs', '--time', '20ms', '--warmup-time', '5ms']
const recommended = [
  'recommend-scale',
  '--samples',
  'test/fixtures/scale/two-days.csv',
  '--replicas',
  '6',
  '--request',
  '500m,1GiB',
]
const simulated = ['simulate', '--rate', '300/s', '--service', '10ms', '--duration', '5s', '--runs', '2']
const samples = ['--samples', 'test/fixtures/size/deployment.csv', '--cpu', 'cpu', '--memory', 'memory']
const costs = [
  '--cpu-seconds-per-scan',
  '36',
  '--memory-per-user',
  '80MiB',
  '--base-memory',
  '2GiB',
  '--gb-per-day',
  '1.5',
  '--mbit-per-scan',
  '40',
]

const runs: [schema: string, args: string[]][] = [
  ['size', ['size', ...workload]],
  [
    'size',
    [
      'size',
      ...workload,
      ...costs,
      '--model',
      'both',
      '--instance',
      '4c8g',
      '--zones',
      '3',
      '--growth',
      '5%/month',
      '--emit',
      'env',
    ],
  ],
  ['size', ['size', ...workload, '--compare-host']],
  ['size', ['size', '--scans-per-hour', '50,100', '--users', '10..200:10', '--retention-days', '30']],
  ['size', ['size', '--users', '-1']],
  [
    'size',
    [
      ...['size', ...workload, '--model', 'queueing', '--slo', 'p99<1s', '--instance', '4c8g'],
      ...['--curve', 'test/fixtures/size/curve.csv', '--redundancy', 'n+1'],
    ],
  ],
  ['size-calibrate', ['size', 'calibrate', ...samples, '--per', 'scans=scans', '--per', 'users=users']],
  ['size-calibrate', ['size', 'calibrate', ...samples]],
  ['result', ['size', ...workload]],
  ['profile-list', ['profile', 'list']],
  ['result', ['profile', 'show', 'lewis']],
  ['profile-validate', ['profile', 'validate', 'lewis']],
  ['result', ['profile', 'schema']],
  ['result', ['completion', 'fish']],
  ['diagnose', ['diagnose', '--quick', '--no-exec']],
  ['diagnose', ['diagnose', '--window', '100ms', '--all', '--checklist']],
  ['diagnose', ['diagnose', '--host', '-not-a-host']],
  ['diagnose-process', ['diagnose', 'process', '1', '--window', '100ms']],
  ['diagnose-process', ['diagnose', 'process', 'no such process']],
  ['monitor', ['monitor', '--interval', '100ms', '--duration', '400ms', '--url', 'http://127.0.0.1:1/']],
  ['monitor', ['monitor', '--interval', '0s']],
  ['calc', ['calc', 'mmc', '--rate', '300/s', '--service', '10ms', '--servers', '4']],
  ['calc', ['calc', 'usl', '--points', '1=10,4=30,16=60', '--at', '1..9:2']],
  ['calc', ['calc', 'mmc', '--rate', '300/s']],
  [
    'simulate',
    [...simulated, '--instances', '4', '--slo', 'p99<1s', '--scan-service', '1ms', '--scan-workers', '4'],
  ],
  ['simulate', [...simulated, '--compare', 'instances=4,5']],
  ['simulate', [...simulated, '--find-min-instances', '--slo', 'p99<60ms', '--max-instances', '9']],
  ['simulate', [...simulated, '--sweep', 'instances=2..5']],
  ['simulate', [...simulated, '--instances', '2']],
  ['recommend-scale', [...recommended, '--hpa', '3..20@70%', '--backtest']],
  ['recommend-scale', [...recommended, '--model', 'krr']],
  ['recommend-scale', ['recommend-scale', '--samples', 'no such file']],
  ['explain', ['explain', 'cpu.throttled']],
  ['result', ['explain']],
  ['bench', ['bench', ...quick, '--heap', '--cross-check']],
  ['bench', ['bench', 'no such file.bench.ts']],
  ['bench', ['bench', quick[0] ?? '', '--guide', '--iterations', '5']],
  ['bench', ['bench', quick[0] ?? '', '--guide', '--max-workers', '2', '--tasks', '5']],
  ['bench', ['bench', ...quick, '--concurrency', '1,2', '--workers', '1', '--rounds', '2']],
  ['bench', ['bench', '--command', 'true', '--command', 'false', '--ignore-failure', '--runs', '7']],
  ['bench-compare', ['bench', 'compare', ownResult, ownResult]],
  ['bench-compare', ['bench', 'compare', ownResult, 'no such file']],
  ['bench', ['bench', '--suite', 'host', '--data-directory', 'no such folder']],
  ['bench-history', ['bench', 'history', 'add', ownResult, '--history', '/dev/null']],
  ['bench-history', ['bench', 'history', 'show', 'test/fixtures/bench/history.jsonl']],
  ['bench-history', ['bench', 'history', 'check', 'test/fixtures/bench/history.jsonl']],
]

test.each(runs)('%s.json describes the output of lewis-perf %j', async (name, args) => {
  const { output } = await lewisPerf([...args, '--json'])
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schemaOf(name))
  validate(JSON.parse(output))
  expect(validate.errors).toBe(null)
})

test('the schema refuses a result that is not one', () => {
  const validate = new Ajv({ strict: false }).compile(schemaOf('size'))
  expect(validate({ schema: 'lewis-perf/1', command: 'size' })).toBe(false)
})
