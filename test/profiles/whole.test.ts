import { describe, expect, test } from 'vitest'
import { loadProfile } from '../../src/profiles/index.ts'
import { profileWorld } from './profile-world.ts'
import { refusalOf } from './refusal.ts'

describe('a profile that is not whole is refused where it says so:', () => {
  test.each([
    [
      'half a tier',
      'name: x\ntiers:\n  small:\n    cpuCores: 2\n    memory: 4GiB\n',
      'tiers.small lacks storage and network, in a.yaml:3:3.',
      'A tier needs cpuCores, memory, storage and network.',
    ],
    [
      'an empty tier',
      'tiers:\n  small: {}\n',
      'tiers.small lacks cpuCores, memory, storage and network, in a.yaml:2:10, got a map.',
      'A tier needs cpuCores, memory, storage and network.',
    ],
    [
      'half of the guide',
      'sizing:\n  guide:\n    scansPerHour: 0.2\n',
      'sizing.guide lacks base, concurrentUsers, dataRetentionDays and networkIntensive, in a.yaml:2:3.',
      "Write them here, or extend recommended, which has the guide's own.",
    ],
    [
      'prices without a currency',
      'prices:\n  cpuCore: 3\n',
      'prices lacks currency and period, in a.yaml:1:1.',
      'Write for example currency: EUR and period: month.',
    ],
    [
      'a skipped check without a reason',
      'skip:\n  - id: disk.space\n    reason: known\n    until: 2027-03-31\n  - id: disk.inodes\n    until: 2027-03-31\n',
      'skip.1 lacks reason, in a.yaml:5:5.',
      'Say which check, why, and until which day: id, reason, until.',
    ],
    [
      'a reference without figures',
      'hostReference:\n  recorded: 2027-03-31\n',
      'hostReference lacks figures, in a.yaml:1:1.',
      'Record them on a good box: lewis-perf bench --suite host --write-reference FILE.yaml.',
    ],
    [
      'a figure without its median',
      'hostReference:\n  figures:\n    diskWrite: {low: 1GB/s}\n',
      'hostReference.figures.diskWrite lacks median, in a.yaml:3:5.',
      'Write what is expected, with its unit: median: 450MB/s.',
    ],
    [
      'a deployment without an image',
      'deployment:\n  name: web\n',
      'deployment lacks image, in a.yaml:1:1.',
      'Write for example name: web and image: registry/web:1.0.',
    ],
    [
      'a scenario that does nothing',
      'scenarios:\n  visit:\n    think: 1s\n',
      'scenarios.visit needs either steps (a journey) or requests (a mix), in a.yaml:2:3.',
      'Write one of the two.',
    ],
    [
      'a scenario that is both a journey and a mix',
      'scenarios:\n  visit:\n    steps: [{request: GET /}]\n    requests: [{request: GET /}]\n',
      'scenarios.visit needs either steps (a journey) or requests (a mix), in a.yaml:2:3.',
      'Write one of the two.',
    ],
    [
      'a variable without rows',
      'scenarios:\n  visit:\n    variables: {account: {order: random}}\n    steps: [{request: GET /}]\n',
      'scenarios.visit.variables.account lacks file, in a.yaml:3:17.',
      'Say where the rows are: file: accounts.csv.',
    ],
    [
      'a step that asks for nothing',
      'scenarios:\n  visit:\n    steps:\n      - {request: GET /}\n      - {name: second}\n',
      'scenarios.visit.steps.1 lacks request, in a.yaml:5:9.',
      'Say what is sent: request: GET /health.',
    ],
    [
      'a login that asks for nothing',
      'scenarios:\n  visit:\n    login: [{name: in}]\n    steps: [{request: GET /}]\n',
      'scenarios.visit.login.0 lacks request, in a.yaml:3:13.',
      'Say what is sent: request: GET /health.',
    ],
    [
      'a request of a mix that asks for nothing',
      'scenarios:\n  visit:\n    requests: [{name: first}]\n',
      'scenarios.visit.requests.0 lacks request, in a.yaml:3:16.',
      'Say what is sent: request: GET /health.',
    ],
    [
      'a tier that is not there',
      'extends: recommended\nsizing:\n  tier: recomended\n',
      'sizing.tier names a tier that the profile lacks, in a.yaml:3:9, got recomended.',
      'Did you mean recommended?',
    ],
    [
      'a tier that is nowhere near',
      'extends: web-service\nsizing:\n  tier: gigantic\n',
      'sizing.tier names a tier that the profile lacks, in a.yaml:3:9, got gigantic.',
      'Choose one of: small, medium, large.',
    ],
    [
      'a tier without tiers',
      'sizing: {tier: small}\n',
      'sizing.tier names a tier that the profile lacks, in a.yaml:1:16, got small.',
      'Add a tiers section, or extend recommended.',
    ],
    [
      'a tier by the name of what every object has',
      'extends: web-service\nsizing:\n  tier: toString\n',
      'sizing.tier names a tier that the profile lacks, in a.yaml:3:9, got toString.',
      'Choose one of: small, medium, large.',
    ],
    [
      'a rule of alerts without a series',
      'alerts:\n  queue:\n    above: 5\n',
      'alerts.queue lacks metric, in a.yaml:2:3.',
      'Say what is watched: metric: cpu.usage.',
    ],
    [
      'a rule of alerts without a limit',
      'alerts:\n  queue: {metric: queue}\n',
      'alerts.queue needs either above or below, in a.yaml:2:3.',
      'Write one limit, with its unit: above: 85%.',
    ],
    [
      'a rule of alerts on a mistyped series',
      'alerts:\n  busy:\n    metric: cpu.usge\n    above: 85%\n',
      'alerts.busy.metric names no series of monitor, in a.yaml:3:13, got cpu.usge.',
      'Did you mean cpu.usage?',
    ],
    [
      'a limit in the unit of another series',
      'alerts:\n  busy:\n    metric: cpu.usage\n    above: 5s\n',
      'alerts.busy.above is not a ratio, in a.yaml:4:12, got 5s.',
      'Write a share between 0 and 1, as 85% or 0.85.',
    ],
    [
      'a limit on the wrong side of where it clears, which the base says',
      'extends: recommended\nalerts:\n  cpu.usage:\n    above: 70%\n',
      'alerts.cpu.usage.clear lies beyond above, in a.yaml:3:3.',
      'Write a value on the healthy side of above, or leave it out.',
    ],
    [
      'a built-in rule of alerts with a limit of another unit',
      'alerts:\n  pressure.io:\n    above: 70\n',
      'alerts.pressure.io.above is not between 0 and 1, in a.yaml:3:12, got 70.',
      'Write a share between 0 and 1, as 85% or 0.85.',
    ],
    [
      'a roll-out that cannot begin',
      'extends: lewis\ndeployment:\n  maxSurge: 0\n',
      'deployment.maxUnavailable is 0 together with maxSurge, so that no roll-out could begin, in a.yaml:2:1.',
      'Let one of the two be at least 1.',
    ],
  ])('%s', async (_, text, sentence, hint) => {
    expect(await refusalOf('a.yaml', { 'a.yaml': text })).toEqual({ sentence, hint })
  })

  test.each([
    'alerts: {pressure.io: {off: true}}',
    'alerts: {pressure.io: {above: 40%}}',
    'alerts: {mine: {off: true}}',
  ])('but %s is whole', async (text) => {
    const { profile } = await loadProfile('a.yaml', profileWorld({ 'a.yaml': `${text}\n` }))
    expect(Object.keys(profile.alerts ?? {})).toHaveLength(1)
  })

  test('in the base, where the base says so', async () => {
    const files = { 'a.yaml': 'extends: b.yaml\nname: a\n', 'b.yaml': '\n\nprices: {currency: EUR}\n' }
    expect((await refusalOf('a.yaml', files)).sentence).toBe('prices lacks period, in b.yaml:3:1.')
  })

  test('and what the base adds makes it whole', async () => {
    const world = profileWorld({
      'a.yaml':
        'extends: recommended\ntiers: {minimum: {memory: 6GiB}}\nsizing: {guide: {scansPerHour: 0.2}}\n',
    })
    const { profile } = await loadProfile('a.yaml', world)
    expect(profile.tiers?.minimum).toEqual({
      cpuCores: 2,
      memoryBytes: 6 * 2 ** 30,
      storageBytes: 50 * 2 ** 30,
      networkBitsPerSecond: 1e8,
    })
    expect(profile.sizing?.guide).toMatchObject({ scansPerHour: 0.2, concurrentUsers: 0.5 })
  })
})

describe('tiers stand smallest first', () => {
  const tier = (cores: number): string => `{cpuCores: ${cores}, memory: 1GiB, storage: 1GiB, network: 1Gbps}`
  const names = async (text: string): Promise<string[]> =>
    Object.keys((await loadProfile('a.yaml', profileWorld({ 'a.yaml': text }))).profile.tiers ?? {})

  test('in a file of its own', async () => {
    expect(
      await names(`tiers: {big: ${tier(8)}, small: ${tier(1)}, same: ${tier(8)}, half: ${tier(0.5)}}`),
    ).toEqual(['half', 'small', 'big', 'same'])
  })

  test('together with those of the base', async () => {
    expect(
      await names(
        `extends: recommended\ntiers: {tiny: ${tier(1)}, three: ${tier(3)}, minimum: {cpuCores: 32}}`,
      ),
    ).toEqual(['tiny', 'three', 'recommended', 'high-performance', 'minimum'])
  })
})
