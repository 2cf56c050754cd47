import { describe, expect, test } from 'vitest'
import { parseProfileText } from '../../src/profiles/profile-text.ts'
import { refusal } from './refusal.ts'

const coresHint = 'Write cores as 2, 0.5 or 500m.'
const sizeHint = 'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.'
const bandwidthHint = 'Write a number with a unit: 100Mbps or 1Gbps.'
const shareHint = 'Write a share between 0 and 1, as 85% or 0.85.'
const plainHint = 'Write a plain number, for example 20 or 0.5.'
const secondsHint = 'Write seconds as 30, or a time with its unit as 30s, 5m or 1h.'
const durationHint = 'Write a number with a unit: 100us, 250ms, 3s, 5m, 2h, 7d, 4w or 1h30m.'
const timeHint = 'Write a time with its unit: 30s, 5m or 1h30m.'
const countHint = 'Write a whole number from 0 to 1000000.'
const nameHint = 'Begin with a letter; letters, digits, dots, dashes and underscores may follow.'
const kubernetesHint = 'Write up to 63 small letters, digits and inner dashes, for example lewis-app.'

const figureHints = {
  rate: 'Write a rate: 850/s, 12.5k/s or 3M/s.',
  bytes: 'Write bytes a second with their unit: 450MB/s (decimal) or 1.2GiB/s.',
  time: 'Write a time with its unit: 95ns, 120us, 1.5ms or 2s.',
}

/** `a.b` and a value as YAML with the value in column 1 + 2 per level + key + 2. */
function yamlOf(path: string, value: string): { text: string; place: string } {
  const keys = path.split('.')
  const lines = keys.map((key, depth) => `${'  '.repeat(depth)}${key}:`)
  const column = 2 * (keys.length - 1) + (keys.at(-1) ?? '').length + 3
  return { text: `${lines.join('\n')} ${value}\n`, place: `p.yaml:${keys.length}:${column}` }
}

describe('a value that makes no sense is refused with its path, place, text and the right form:', () => {
  test.each([
    ['tiers.a.cpuCores', 'two', 'is not a number of cores', coresHint],
    ['tiers.a.cpuCores', '-2', 'is less than 0', coresHint],
    ['tiers.a.cpuCores', '0', 'must be above 0', coresHint],
    ['tiers.a.cpuCores', '1e7', 'is more than a million cores', coresHint],
    ['tiers.a.cpuCores', '.inf', 'is not a finite number', coresHint],
    ['tiers.a.cpuCores', '1e309', 'is not a finite number', coresHint],
    ['tiers.a.cpuCores', 'true', 'is not a number', coresHint],
    ['tiers.a.memory', '4', 'needs a unit of size', sizeHint],
    ['tiers.a.memory', '4 gigs', 'is not a size', sizeHint],
    ['tiers.a.memory', '-4GiB', 'is not a size', sizeHint],
    ['tiers.a.memory', '0GiB', 'must be above 0', sizeHint],
    ['tiers.a.memory', '1025PiB', 'is more than 1024PiB', sizeHint],
    ['tiers.a.memory', '.nan', 'is not a finite number', sizeHint],
    ['tiers.a.memory', '[4GiB]', 'must be a single value', sizeHint, 'a list'],
    ['alerts.a.for', '5', 'needs a unit of time', durationHint],
    ['alerts.a.for', 'a while', 'is not a duration', durationHint],
    ['alerts.a.over', '0s', 'must be above 0', timeHint],
    ['alerts.a.noData', '3651d', 'is more than 3650d', timeHint],
    ['alerts.a.delay.down', '-1', 'is less than 0', timeHint],
    [
      'alerts.a.above',
      'high',
      'is not a limit',
      'Write a number, with its unit where it has one: 85%, 20ms, 5GiB, 3.',
    ],
    ['alerts.a.severity', 'hihg', 'is not one of low, medium, high, critical', 'Did you mean high?'],
    ['alerts.a.judge', 'maen', 'is not one of value, mean, increase, time-to-empty', 'Did you mean mean?'],
    ['alerts.a.severityRatios.high', '1.2x', 'is not a number', `${plainHint} Leave out quotes.`],
    ['hostReference.figures.cpuInteger.median', '5', 'needs a period', figureHints.rate],
    ['hostReference.figures.cpuInteger.median', '0/s', 'must be above 0', figureHints.rate],
    ['hostReference.figures.diskWrite.median', '5', 'is no amount of bytes a second', figureHints.bytes],
    ['hostReference.figures.diskWrite.low', '5MB', 'is no amount of bytes a second', figureHints.bytes],
    ['hostReference.figures.memoryLatency.high', '95', 'needs a unit of time', figureHints.time],
    ['hostReference.figures.memoryLatency.high', 'soon', 'is not a duration', figureHints.time],
    ['tiers.a.storage', '{}', 'must be a single value', sizeHint, 'a map'],
    ['tiers.a.network', '1000', 'needs a unit of bandwidth', bandwidthHint],
    ['tiers.a.network', '1GBit', 'is not a bandwidth', bandwidthHint],
    ['tiers.a.network', '1001Tbps', 'is more than 1000Tbps', bandwidthHint],
    ['tiers.a.openEnded', 'yes', 'is not true or false', 'Write true or false.'],
    ['tiers.a.openEnded', '1', 'is not true or false', 'Write true or false.'],
    ['sizing.model', 'gide', 'is not one of guide, demand', 'Did you mean guide?'],
    ['sizing.model', 'queueing', 'is not one of guide, demand', 'Write one of: guide, demand.'],
    ['sizing.tier', '8', 'is not text', `${nameHint} A number needs quotes.`],
    ['sizing.targetUtilization.cpu', '70', 'is not between 0 and 1', shareHint],
    ['sizing.targetUtilization.cpu', '700%', 'is not between 0 and 1', shareHint],
    ['sizing.targetUtilization.cpu', '0%', 'must be above 0', shareHint],
    ['sizing.targetUtilization.cpu', 'most', 'is not a ratio', shareHint],
    ['sizing.guide.scansPerHour', '"0.1"', 'is not a number', `${plainHint} Leave out quotes.`, '0.1'],
    ['sizing.guide.scansPerHour', '-0.1', 'is less than 0', plainHint],
    ['sizing.guide.base.cpuCores', '2e6', 'is more than 1000000', plainHint],
    ['unitCosts.cpuSecondsPerScan', '90s', 'is not a number', `${plainHint} Leave out quotes.`],
    ['unitCosts.gbPerDay', '2 lots', 'is not a size', sizeHint],
    [
      'unitCosts.gbPerDay',
      '2000000000',
      'is more than 1024PiB',
      'Write GB a day as 2.5, or a size with its unit as 2.5GB or 800MiB.',
    ],
    [
      'unitCosts.mbitPerScan',
      '40Mbit',
      'is not a number',
      'Write megabits as a plain number, for example 40. Leave out quotes.',
    ],
    ['prices.currency', 'euro', 'is not a currency', 'Write three capital letters, for example EUR.'],
    ['prices.period', 'moth', 'is not one of hour, day, week, month, year', 'Did you mean month?'],
    ['prices.cpuCore', '1e13', 'is more than 1000000000000', plainHint],
    ['quota.pods', '1.5', 'is not a whole number', countHint],
    ['quota.requests.cpu', '10 cores', 'is not a number of cores', coresHint],
    ['deployment.name', 'Lewis_App', 'is not a Kubernetes name', kubernetesHint],
    ['deployment.name', 'lewis-', 'is not a Kubernetes name', kubernetesHint],
    ['deployment.namespace', '12', 'is not text', `${kubernetesHint} A number needs quotes.`],
    [
      'deployment.image',
      'lewis latest',
      'is not a container image',
      'Write it as registry/name:tag, without blanks.',
    ],
    ['deployment.port', '0', 'is less than 1', 'Write a whole number from 1 to 65535.'],
    ['deployment.port', '65536', 'is more than 65535', 'Write a whole number from 1 to 65535.'],
    [
      'deployment.replicas',
      '"3"',
      'is not a number',
      'Write a whole number from 0 to 100000. Leave out quotes.',
      '3',
    ],
    [
      'deployment.maxSurge',
      '25%',
      'is not a number',
      'Write a whole number from 0 to 100000. Leave out quotes.',
    ],
    [
      'deployment.probes.liveness',
      'health',
      'is not a path of a URL',
      'Begin with a slash, for example /health.',
    ],
    ['performance.max_workers', '-1', 'is less than 0', countHint],
    ['performance.cache.max_memory', '512', 'needs a unit of size', sizeHint],
    ['performance.cache.default_ttl', 'an hour', 'is not a duration', durationHint],
    ['performance.cache.default_ttl', '3651d', 'is more than 3650d', secondsHint],
    ['performance.memory.gc_threshold', '1.1', 'is not between 0 and 1', shareHint],
    ['name', '""', 'is empty', 'Write a text of 1 to 100 characters.', "''"],
    [
      'name',
      '"a\\u0007b"',
      'holds a character that cannot be shown',
      'Write a text of 1 to 100 characters.',
      'a\\u0007b',
    ],
    ['name', '2024', 'is not text', 'Put it in quotes.'],
  ])('%s: %s', (path, value, problem, hint, got = value) => {
    const { text, place } = yamlOf(path, value)
    expect(refusal(text)).toEqual({ sentence: `${path} ${problem}, in ${place}, got ${got}.`, hint })
  })

  test.each(['sizing.tier', 'performance.max_workers', 'tiers.a.memory'])('%s without a value', (path) => {
    expect(refusal(`${yamlOf(path, '').text}`)?.sentence).toContain(`${path} is empty, in p.yaml:`)
  })

  test.each(['sizing', 'tiers', 'tiers.a', 'performance.cache', 'prices.instances'])(
    '%s that is no map',
    (path) => {
      const { text, place } = yamlOf(path, '12')
      expect(refusal(text)?.sentence).toBe(`${path} must be a map, in ${place}, got 12.`)
      expect(refusal(yamlOf(path, '').text)?.sentence).toMatch(
        new RegExp(`^${path} must be a map, in p.yaml:\\d:\\d+, got nothing\\.$`),
      )
    },
  )
})

describe('values as people write them become base units:', () => {
  const gib = 2 ** 30
  test.each([
    ['tiers.a.cpuCores', '500m', 0.5],
    ['tiers.a.cpuCores', '"2"', 2],
    ['tiers.a.memory', '512MB', 512e6],
    ['tiers.a.memory', '512MiB', 512 * 2 ** 20],
    ['tiers.a.memory', '1.5Gi', 1.5 * gib],
    ['tiers.a.memory', '0.3KiB', 307],
    ['tiers.a.network', '10 Gbit/s', 10e9],
    ['sizing.targetUtilization.cpu', '70%', 0.7],
    ['sizing.targetUtilization.cpu', '0.7', 0.7],
    ['unitCosts.gbPerDay', '2.5', 2.5e9],
    ['unitCosts.gbPerDay', '2GiB', 2 * gib],
    ['unitCosts.mbitPerScan', '40.5', 40.5e6],
    ['unitCosts.memoryPerUser', '0B', 0],
    ['performance.cache.max_memory', '512MB', 512 * 2 ** 20],
    ['performance.cache.max_memory', '512MiB', 512 * 2 ** 20],
    ['performance.memory.max_heap_size', '2GB', 2 * gib],
    ['performance.cache.default_ttl', '3600', 3600],
    ['performance.cache.default_ttl', '3600s', 3600],
    ['performance.cache.default_ttl', '1h', 3600],
    ['performance.cache.default_ttl', '250ms', 0.25],
    ['performance.memory.gc_threshold', '0.8', 0.8],
    ['performance.memory.gc_threshold', '0', 0],
  ])('%s: %s is %d', (path, value, expected) => {
    const { part } = parseProfileText(yamlOf(path, value).text, 'p.yaml')
    let at: unknown = part
    for (const name of path.split('.').slice(0, -1)) at = new Map(Object.entries(Object(at))).get(name)
    expect(Object.values(Object(at))).toEqual([expected])
  })
})

describe('the largest value that is not absurd is accepted:', () => {
  test.each([
    ['tiers.a.cpuCores', '1000000'],
    ['tiers.a.memory', '1024PiB'],
    ['tiers.a.network', '1000Tbps'],
    ['performance.cache.default_ttl', '3650d'],
    ['deployment.port', '65535'],
    ['prices.cpuCore', '1e12'],
    ['sizing.targetUtilization.cpu', '100%'],
  ])('%s: %s', (path, value) => {
    expect(refusal(yamlOf(path, value).text)).toBeNull()
  })
})
