import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { OperatorError, type Profile } from '../../src/core/index.ts'
import { loadProfile, profileTemplate } from '../../src/profiles/index.ts'
import { profileWorld } from './profile-world.ts'

const folder = new URL('../../profiles/', import.meta.url)
const shippedTexts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
const switchedOn = profileTemplate().replace(/^#(?! )|^#(?= {2}\s*\w+:)/gm, '')

const keys =
  'name extends tiers sizing unitCosts prices quota deployment performance small cpuCores memory storage network openEnded model tier guide base scansPerHour cpu pods requests cache max_memory default_ttl instances 8c16g __proto__ constructor <<'.split(
    ' ',
  )
const values =
  '1 -1 0 0.5 1e309 .nan .inf -.inf 4GiB 512MB 70% 3600s 500m 1Gbps true null ~ yes recommended lewis ./p.yaml base.yaml b.yaml EUR "x" \'y\' [1] {} {a: 1} *a &a !!str !x |- > 0x10 9999999999999999999999 ä 漢字 \u0000 \uFFFD'.split(
    ' ',
  )
const punctuation = [
  ': ',
  ':',
  '\n',
  '\n  ',
  '\n    ',
  '- ',
  '? ',
  '#',
  ' #',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '\t',
  '---\n',
  '...\n',
  '%',
  '&',
  '*',
  '!',
  '|',
  '>',
  '\r\n',
  '\uFEFF',
  '\u2028',
]
const token = fc.constantFrom(...keys, ...keys, ...values, ...punctuation, ...punctuation)
const noise = fc.oneof(
  { weight: 4, arbitrary: token },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)

const yamlLikeText = fc.array(noise, { maxLength: 60 }).map((tokens) => tokens.join(''))

const mutatedProfile = fc
  .tuple(
    fc.constantFrom(...shippedTexts, switchedOn),
    fc.array(fc.tuple(fc.nat(), fc.nat(30), noise), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, length, inserted]) => {
      const begin = at % (edited.length + 1)
      return edited.slice(0, begin) + inserted + edited.slice(begin + length)
    }, text),
  )

const revaluedProfile = fc
  .tuple(
    fc.constantFrom(...shippedTexts, switchedOn),
    fc.nat(),
    fc.oneof(token, fc.double().map(String), fc.integer().map(String)),
  )
  .map(([text, at, value]) => {
    const lines = text.split('\n')
    const settings = lines.flatMap((line, index) => (/^\s*[\w-]+: \S/.test(line) ? [index] : []))
    const chosen = settings[at % settings.length] ?? 0
    lines[chosen] = (lines[chosen] ?? '').replace(/: .*/, () => `: ${value}`)
    return lines.join('\n')
  })

const anyLeaf = fc.oneof(
  fc.constantFrom<unknown>(...values, null, true, 1, -1, 0.5, 1e300),
  fc.string(),
  fc.double(),
  fc.integer(),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyLeaf,
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('tree'), { maxKeys: 5 }),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}))
const anyObject = fc.oneof(tree, fc.object()).map((value) => stringify(value) ?? '')

test.each([
  [10_000, 'text that looks like YAML', yamlLikeText],
  [2000, 'a shipped profile with damage', mutatedProfile],
  [2000, 'a shipped profile with another value', revaluedProfile],
  [2000, 'any object', anyObject],
] as const)(
  '%d runs of %s give a profile or an error that an operator can mend',
  async (numRuns, _, texts) => {
    const counts = { profiles: 0, errors: 0 }
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const world = profileWorld({ 'p.yaml': text, 'base.yaml': 'extends: p.yaml\nquota: {pods: 3}\n' })
        const result = await loadProfile('p.yaml', world).then(
          ({ profile }) => profile,
          (error: unknown) => error,
        )
        if (result instanceof OperatorError) {
          counts.errors += 1
          expectMendable(result)
        } else {
          counts.profiles += 1
          expectValid(result as Profile)
        }
      }),
      { numRuns },
    )
    expect(counts.profiles + counts.errors).toBeGreaterThanOrEqual(numRuns)
    expect(Math.min(counts.profiles, counts.errors)).toBeGreaterThan(0)
    expect({}).not.toHaveProperty('cpuCores')
  },
  120_000,
)

function expectMendable({ sentence, hint, exitCode }: OperatorError): void {
  expect(sentence).toMatch(/^[^\p{Cc}\p{Cf}]+, in (p|base)\.yaml:\d+:\d+(, got [^\p{Cc}\p{Cf}]+)?\.$/u)
  expect(sentence.length).toBeLessThan(400)
  expect(hint).toMatch(/^[^\p{Cc}\p{Cf}]+[.?]$/u)
  expect(exitCode).toBe(2)
}

function expectValid(profile: Profile): void {
  expect(profile).toBeInstanceOf(Object)
  expect(profile).not.toBeInstanceOf(Error)
  expect(profile).toMatchObject({ name: expect.stringMatching(/\S/), source: 'p.yaml' })
  const tiers = Object.values(profile.tiers ?? {})
  const cores = tiers.map(({ cpuCores }) => cpuCores)
  expect(cores).toEqual(cores.toSorted((a, b) => a - b))
  for (const { cpuCores, memoryBytes, storageBytes, networkBitsPerSecond } of tiers) {
    expect(Math.min(cpuCores, memoryBytes, storageBytes, networkBitsPerSecond)).toBeGreaterThan(0)
  }
  const tier = profile.sizing?.tier
  if (tier !== undefined) expect(Object.keys(profile.tiers ?? {})).toContain(tier)
  for (const number of numbersIn(profile))
    expect(number).toSatisfy((value: number) => value >= 0 && value <= 2 ** 60)
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  // The bodies of requests are the operator's own: any number may stand in them.
  return Object.entries(value).flatMap(([key, one]) => (key === 'json' ? [] : numbersIn(one)))
}
