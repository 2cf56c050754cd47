import { describe, expect, test } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import { loadProfile, validateProfile } from '../../src/profiles/index.ts'
import type { LiteralFile } from '../worlds.ts'
import { profileWorld } from './profile-world.ts'

async function refusalOf(
  name: string,
  files: Record<string, LiteralFile>,
): Promise<{ sentence: string; hint: string }> {
  const error = await loadProfile(name, profileWorld(files)).catch((cause: unknown) => cause)
  if (error instanceof OperatorError) return { sentence: error.sentence, hint: error.hint }
  throw error
}

const shippedList =
  'Shipped are high-performance, lewis, minimum, recommended, web-service; a file is named by its path, as ./mine.yaml.'

describe('a profile is found', () => {
  test('by its shipped name', async () => {
    const { profile, chain, sources } = await loadProfile('lewis', profileWorld({}))
    expect([profile.name, profile.source, chain, sources]).toEqual([
      'lewis',
      'built in',
      ['lewis', 'recommended'],
      ['built in', 'built in'],
    ])
  })

  test.each([
    ['mine.yaml', 'mine'],
    ['mine.YML', 'mine'],
    ['./mine.yaml', 'mine'],
    ['/home/operator/mine.yaml', 'mine'],
    ['team/mine', 'mine'],
    ['./recommended', 'recommended'],
  ])('by its path %s, and is then called as the file', async (path, name) => {
    const world = profileWorld({ [path.replace(/^\.\//, '')]: 'quota: {pods: 3}' })
    expect(await loadProfile(path, world)).toEqual({
      profile: { name, source: path, quota: { pods: 3 } },
      chain: [path],
      sources: [path],
    })
  })

  test('by its own name where it has one', async () => {
    const { profile } = await loadProfile('mine.yaml', profileWorld({ 'mine.yaml': 'name: production' }))
    expect(profile.name).toBe('production')
  })

  test('anew each time, so that a change to one does not reach the next', async () => {
    const first = await loadProfile('minimum', profileWorld({}))
    first.profile.name = 'changed'
    first.chain.pop()
    expect((await loadProfile('minimum', profileWorld({}))).profile.name).toBe('minimum')
    expect((await loadProfile('minimum', profileWorld({}))).chain).toEqual(['minimum', 'recommended'])
  })
})

describe('a profile that is not there is refused:', () => {
  test.each([
    [
      'lewiss',
      {},
      'There is no shipped profile of this name, in --profile, got lewiss.',
      `Did you mean lewis? ${shippedList}`,
    ],
    [
      'production',
      {},
      'There is no shipped profile of this name, in --profile, got production.',
      shippedList,
    ],
    ['', {}, "There is no shipped profile of this name, in --profile, got ''.", shippedList],
    [
      'mine.yaml',
      {},
      'The profile mine.yaml does not exist.',
      'Its directory cannot be read either: check the path.',
    ],
    ['mine.yaml', { 'mein.yaml': '' }, 'The profile mine.yaml does not exist.', 'Did you mean mein.yaml?'],
    [
      'mine.yaml',
      { 'notes.txt': '' },
      'The profile mine.yaml does not exist.',
      'Write one with lewis-perf profile init.',
    ],
    [
      'mine.yaml',
      { 'mine.yaml': { missing: 'denied' } },
      'The profile mine.yaml may not be read.',
      'Give yourself the right to read it: chmod u+r FILE.',
    ],
    [
      './team',
      { team: { missing: 'unreadable' }, 'team/a.yaml': '' },
      'The profile ./team is a directory.',
      'Name a YAML file in it.',
    ],
    [
      'mine.yaml',
      { 'mine.yaml': { missing: 'unreadable' } },
      'The profile mine.yaml cannot be read.',
      'Name a file of UTF-8 text.',
    ],
    [
      'mine.yaml',
      { 'mine.yaml': `#${'x'.repeat(256 * 1024)}` },
      'The profile mine.yaml is larger than 256 KiB.',
      'Keep to the settings that differ, and name the rest with extends.',
    ],
  ] satisfies [string, Record<string, LiteralFile>, string, string][])(
    '%j among %j',
    async (name, files, sentence, hint) => {
      expect(await refusalOf(name, files)).toEqual({ sentence, hint })
    },
  )

  test('a file that has a size and no UTF-8 text', async () => {
    const world = profileWorld({ 'mine.yaml': 'name: x' })
    const files = { ...world.files, text: () => ({ ok: false, reason: 'unreadable' }) as const }
    await expect(loadProfile('mine.yaml', { ...world, files })).rejects.toMatchObject({
      sentence: 'The profile mine.yaml is not UTF-8 text.',
      hint: 'Save the file as UTF-8 text.',
    })
  })

  test('a file of exactly 256 KiB is still read', async () => {
    const text = 'name: x\n#'.padEnd(256 * 1024, 'x')
    expect((await loadProfile('mine.yaml', profileWorld({ 'mine.yaml': text }))).profile.name).toBe('x')
  })
})

describe('extends', () => {
  test('takes a shipped profile as its base', async () => {
    const world = profileWorld({
      'mine.yaml': 'extends: lewis\nquota: {pods: 9}\nperformance: {cache: {enabled: false}}\n',
    })
    const { profile, chain, sources } = await loadProfile('mine.yaml', world)
    expect(chain).toEqual(['mine.yaml', 'lewis', 'recommended'])
    expect(sources).toEqual(['mine.yaml', 'built in', 'built in'])
    expect(profile.source).toBe('mine.yaml')
    expect(profile.name).toBe('mine')
    expect(profile.quota).toMatchObject({ pods: 9, container: { cpuCores: 4 } })
    expect(profile.performance?.cache).toEqual({
      enabled: false,
      backend: 'redis',
      defaultTtlSeconds: 3600,
      maxMemoryBytes: 512 * 2 ** 20,
    })
    expect(profile.performance?.maxConcurrentScans).toBe(5)
  })

  test('takes files, each relative to the one that says it', async () => {
    const world = profileWorld({
      'team/a/mine.yaml': 'extends: ../base/common.yaml\nquota: {pods: 1}\n',
      'team/base/common.yaml': 'name: common\nextends: ./root.yml\nquota: {pods: 2, limits: {cpu: 2}}\n',
      'team/base/root.yml': 'quota: {pods: 3, limits: {cpu: 3, memory: 3GiB}}\n',
    })
    expect(await loadProfile('team/a/mine.yaml', world)).toEqual({
      profile: {
        name: 'mine',
        source: 'team/a/mine.yaml',
        quota: { pods: 1, limits: { cpuCores: 2, memoryBytes: 3 * 2 ** 30 } },
      },
      chain: ['team/a/mine.yaml', 'team/base/common.yaml', 'team/base/root.yml'],
      sources: ['team/a/mine.yaml', 'team/base/common.yaml', 'team/base/root.yml'],
    })
  })

  test('takes an absolute path', async () => {
    const world = profileWorld({
      'mine.yaml': 'extends: /etc/base.yaml\n',
      '/etc/base.yaml': 'quota: {pods: 3}\n',
    })
    expect((await loadProfile('./mine.yaml', world)).profile.quota).toEqual({ pods: 3 })
  })

  test.each([
    [
      'a circle of two',
      { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'quota: {}\nextends: ./a.yaml\n' },
      'extends goes in a circle (a.yaml -> b.yaml -> a.yaml), in b.yaml:2:10, got ./a.yaml.',
      'Remove one of these extends.',
    ],
    [
      'a circle of one',
      { 'a.yaml': 'extends: a.yaml\n' },
      'extends goes in a circle (a.yaml -> a.yaml), in a.yaml:1:10, got a.yaml.',
      'Remove one of these extends.',
    ],
    [
      'a circle further on',
      { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: c.yaml\n', 'c.yaml': 'extends: b.yaml\n' },
      'extends goes in a circle (b.yaml -> c.yaml -> b.yaml), in c.yaml:1:10, got b.yaml.',
      'Remove one of these extends.',
    ],
    [
      'a mistyped shipped name',
      { 'a.yaml': 'extends: recomended\n' },
      'extends names no shipped profile, in a.yaml:1:10, got recomended.',
      `Did you mean recommended? ${shippedList}`,
    ],
    [
      'an unknown name',
      { 'a.yaml': 'name: a\nextends: production\n' },
      'extends names no shipped profile, in a.yaml:2:10, got production.',
      shippedList,
    ],
    [
      'a missing file',
      { 'a.yaml': 'extends: base.yaml\n', 'bases.yaml': '' },
      'extends names a file that does not exist, in a.yaml:1:10, got base.yaml.',
      'Did you mean bases.yaml?',
    ],
    [
      'a file that may not be read',
      { 'a.yaml': 'extends: base.yaml\n', 'base.yaml': { missing: 'denied' } },
      'extends names a file that may not be read, in a.yaml:1:10, got base.yaml.',
      'Give yourself the right to read it: chmod u+r FILE.',
    ],
    [
      'a file with a mistake',
      { 'a.yaml': 'extends: base.yaml\n', 'base.yaml': 'quota:\n  pod: 3\n' },
      'quota has an unknown key, in base.yaml:2:3, got pod.',
      'Did you mean pods?',
    ],
    [
      'seventeen files in a row',
      Object.fromEntries(
        Array.from('abcdefghijklmnopq', (name, index) => [
          `${name}.yaml`,
          `extends: ${'bcdefghijklmnopqr'[index]}.yaml\n`,
        ]),
      ),
      'extends is the 16th in a row, in p.yaml:1:10, got q.yaml.',
      'Merge some of these files.',
    ],
  ] satisfies [string, Record<string, LiteralFile>, string, string][])(
    'refuses %s',
    async (_, files, sentence, hint) => {
      expect(await refusalOf('a.yaml', files)).toEqual({ sentence, hint })
    },
  )
})

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
      'a deployment without an image',
      'deployment:\n  name: web\n',
      'deployment lacks image, in a.yaml:1:1.',
      'Write for example name: web and image: registry/web:1.0.',
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
      'a roll-out that cannot begin',
      'extends: lewis\ndeployment:\n  maxSurge: 0\n',
      'deployment.maxUnavailable is 0 together with maxSurge, so that no roll-out could begin, in a.yaml:2:1.',
      'Let one of the two be at least 1.',
    ],
  ])('%s', async (_, text, sentence, hint) => {
    expect(await refusalOf('a.yaml', { 'a.yaml': text })).toEqual({ sentence, hint })
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

describe('validateProfile', () => {
  test('lists every problem of a file in the order of the text', async () => {
    const text = 'sizng: {}\ntiers:\n  a:\n    memory: 4\n    netwrk: 1Gbps\nname: 3\n'
    expect(await validateProfile('a.yaml', profileWorld({ 'a.yaml': text }))).toEqual([
      {
        source: 'a.yaml',
        line: 1,
        column: 1,
        path: '',
        problem: 'has an unknown key',
        hint: 'Did you mean sizing?',
        got: 'sizng',
      },
      {
        source: 'a.yaml',
        line: 4,
        column: 13,
        path: 'tiers.a.memory',
        problem: 'needs a unit of size',
        hint: 'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
        got: '4',
      },
      {
        source: 'a.yaml',
        line: 5,
        column: 5,
        path: 'tiers.a',
        problem: 'has an unknown key',
        hint: 'Did you mean network?',
        got: 'netwrk',
      },
      {
        source: 'a.yaml',
        line: 6,
        column: 7,
        path: 'name',
        problem: 'is not text',
        hint: 'Put it in quotes.',
        got: '3',
      },
    ])
  })

  test('lists what keeps a profile from being whole', async () => {
    const text = 'tiers: {a: {cpuCores: 1}}\nsizing: {tier: b}\nprices: {period: day}\n'
    const problems = await validateProfile('a.yaml', profileWorld({ 'a.yaml': text }))
    expect(problems.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'tiers.a lacks memory, storage and network',
      'sizing.tier names a tier that the profile lacks',
      'prices lacks currency',
    ])
  })

  test.each(['lewis', 'good.yaml'])('finds nothing in %s', async (name) => {
    expect(await validateProfile(name, profileWorld({ 'good.yaml': 'extends: lewis\n' }))).toEqual([])
  })

  test.each(['nobody', 'nobody.yaml'])('throws for %s, which is not there', async (name) => {
    await expect(validateProfile(name, profileWorld({}))).rejects.toBeInstanceOf(OperatorError)
  })
})
