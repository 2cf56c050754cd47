import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { profileJsonSchema } from '../../src/profiles/compile.ts'
import { loadProfile, profileTemplate, shippedProfileNames, toYaml } from '../../src/profiles/index.ts'
import { parseProfileText } from '../../src/profiles/profile-text.ts'
import { profileWorld } from './profile-world.ts'
import { refusal } from './refusal.ts'

const schema = profileJsonSchema()
const accepts = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false }).compile(schema)
const folder = new URL('../../profiles/', import.meta.url)
/** The template with every setting that is switched off switched on. */
const everything = profileTemplate().replace(/^#(?=\s*[\w]+:)(?! )|^#(?= {2}\s*(?:- )?[\w.]+:)/gm, '')

describe('the JSON Schema of profiles', () => {
  test.each(readdirSync(folder))('accepts %s as it is shipped', (name) => {
    expect(accepts(parse(readFileSync(new URL(name, folder), 'utf8')))).toBe(true)
  })

  test.each(shippedProfileNames)('accepts %s as it is shown', async (name) => {
    expect(accepts(parse(await toYaml((await loadProfile(name, profileWorld({}))).profile)))).toBe(true)
  })

  test.each([
    'sizng: {}',
    'tiers: []',
    'tiers: {a: {memory: 4}}',
    'tiers: {a: {memory: 4 gigs}}',
    'tiers: {a: {network: fast}}',
    'tiers: {9a: {}}',
    'sizing: {model: gide}',
    'sizing: {targetUtilization: {cpu: 70}}',
    'quota: {pods: 1.5}',
    'deployment: {name: Web}',
    'deployment: {port: 0}',
    'prices: {currency: euro}',
    'thresholds: {cpu.load: {warn: high}}',
    'thresholds: {cpu.load: 5}',
    'skip: {id: disk.space}',
    'skip: [{id: disk.space, untl: 2027-01-01}]',
    'alerts: [cpu]',
    'alerts: {9a: {off: true}}',
    'alerts: {cpu: {above: high}}',
    'alerts: {cpu: {for: 5}}',
    'alerts: {cpu: {over: soon}}',
    'alerts: {cpu: {delay: {up: 5s}}}',
    'alerts: {cpu: {severity: bad}}',
    'alerts: {cpu: {judge: median}}',
    'alerts: {cpu: {labels: {team: [a]}}}',
    'alerts: {cpu: {off: yes please}}',
    'hostReference: {figures: {cpuInteger: {median: 5}}}',
    'hostReference: {figures: {diskWrite: {median: fast}}}',
    'hostReference: {figures: {diskwrite: {median: 1GB/s}}}',
    'performance: {maxWorkers: 3}',
    'performance: {cache: {default_ttl: soon}}',
  ])('refuses %s, as the parser does', (text) => {
    expect(accepts(parse(text))).toBe(false)
    expect(refusal(text)).not.toBeNull()
  })

  test('describes every key for editors', () => {
    const keys = leafPaths(schema)
    expect(keys.filter(({ described }) => !described)).toEqual([])
    expect(keys.length).toBeGreaterThan(70)
  })
})

describe('the template', () => {
  test('is a whole profile as it stands', async () => {
    const world = profileWorld({ 'mine.yaml': profileTemplate() })
    const { profile, chain } = await loadProfile('mine.yaml', world)
    expect([profile.name, profile.sizing?.tier, chain]).toEqual([
      'my-service',
      'recommended',
      ['mine.yaml', 'recommended'],
    ])
    expect(accepts(parse(profileTemplate()))).toBe(true)
  })

  test('names its schema in the first line', () => {
    expect(profileTemplate().split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./lewis-perf.profile.schema.json',
    )
  })

  test('is a whole profile with everything switched on', async () => {
    const { profile } = await loadProfile('mine.yaml', profileWorld({ 'mine.yaml': everything }))
    expect(Object.keys(profile.tiers ?? {})).toEqual([
      'minimum',
      'recommended',
      'high-performance',
      'enormous',
    ])
    expect(accepts(parse(everything))).toBe(true)
  })

  test('has every key there is', () => {
    const written = parse(everything)
    const missing = leafPaths(schema).filter(({ path }) => !likes(path).some((like) => has(written, like)))
    expect(missing).toEqual([])
  })

  test('shows nothing that it does not mean: switched on without extends it is the same but for the tiers', () => {
    const { part } = parseProfileText(everything, 'p.yaml')
    expect(part.performance?.cache).toEqual({
      enabled: true,
      backend: 'redis',
      defaultTtlSeconds: 3600,
      maxMemoryBytes: 512 * 2 ** 20,
    })
  })
})

interface Leaf {
  path: string[]
  described: boolean
}

/** Every key that holds a value; `*` stands for a key that the operator chooses and for any entry of a list. */
function leafPaths(schema: unknown, path: string[] = []): Leaf[] {
  const { properties, additionalProperties, items, description } = Object(schema)
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, inner]) => leafPaths(inner, [...path, key]))
  }
  if (typeof items === 'object') return leafPaths(items, [...path, '*'])
  if (typeof additionalProperties === 'object') return leafPaths(additionalProperties, [...path, '*'])
  return [{ path, described: typeof description === 'string' && description.length > 5 }]
}

const listsOfSteps = ['login', 'steps', 'requests']

/** The three lists of a scenario hold the same kind of step: a key of it in one of them stands for all. */
function likes(path: readonly string[]): (readonly string[])[] {
  const [section, , list = ''] = path
  if (section !== 'scenarios' || !listsOfSteps.includes(list)) return [path]
  return listsOfSteps.map((one) => path.toSpliced(2, 1, one))
}

function has(value: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  const inner =
    key === '*'
      ? Object.values(value)
      : Object.entries(value)
          .filter(([name]) => name === key)
          .map(([, found]) => found)
  return inner.some((found) => has(found, rest))
}
