import { describe, expect, test } from 'vitest'
import { refusal } from './refusal.ts'

describe('a key that nothing reads is refused with its place:', () => {
  test.each([
    ['sizng: {}\n', 'The profile has an unknown key, in p.yaml:1:1, got sizng.', 'Did you mean sizing?'],
    [
      'zebra: {}\n',
      'The profile has an unknown key, in p.yaml:1:1, got zebra.',
      'Known here: name, extends, tiers, sizing, unitCosts, prices, quota, deployment, thresholds, skip, performance, hostReference, scenarios, slos, allow, alerts.',
    ],
    [
      'tiers:\n  a:\n    memry: 4GiB\n',
      'tiers.a has an unknown key, in p.yaml:3:5, got memry.',
      'Did you mean memory?',
    ],
    [
      'performance:\n  maxWorkers: 4\n',
      'performance has an unknown key, in p.yaml:2:3, got maxWorkers.',
      'Did you mean max_workers?',
    ],
    [
      'hostReference:\n  figures:\n    diskWrites: {median: 1GB/s}\n',
      'hostReference.figures has an unknown key, in p.yaml:3:5, got diskWrites.',
      'Did you mean diskWrite?',
    ],
    [
      'tiers:\n  9lives: {}\n',
      'tiers has a key that is not a name, in p.yaml:2:3, got 9lives.',
      'Begin with a letter; letters, digits, dots, dashes and underscores may follow.',
    ],
    [
      'prices:\n  instances:\n    large: 3\n',
      'prices.instances has a key that is not a machine shape, in p.yaml:3:5, got large.',
      'Write cores and GiB as 8c16g.',
    ],
  ])('%j', (text, sentence, hint) => {
    expect(refusal(text)).toEqual({ sentence, hint })
  })
})

describe('what a message quotes', () => {
  test.each([
    [
      'masks the password of a URL',
      'deployment:\n  image: https://me:hunter2@registry/x y\n',
      'got https://me:***@registry/x y.',
    ],
    ['masks a value by the name of its key', 'tiers:\n  api_token: hunter2\n', 'got ***.'],
    ['masks a line that cannot be parsed', 'name: x\npassword: "hunter2\n', null],
    [
      'masks a text that is cut',
      `deployment:\n  image: ${'x'.repeat(40)}://me:${'hunter2'.repeat(20)}@registry x\n`,
      ':***@registry x.',
    ],
    ['cuts at 60 characters', `sizing:\n  model: ${'x'.repeat(100)}\n`, `got ${'x'.repeat(59)}….`],
    [
      'writes control characters out',
      'sizing:\n  model: "a\\u001b[2J\\u202eb"\n',
      'got a\\u001b[2J\\u202eb.',
    ],
  ])('%s', (_, text, ending) => {
    const sentence = refusal(text)?.sentence ?? ''
    expect(sentence).not.toContain('hunter2')
    expect(sentence).toMatch(/^[^\p{Cc}\p{Cf}]+\.$/u)
    if (ending !== null) expect(sentence).toContain(ending)
  })
})

test('the first problem of several is told in the order of the text, with the number of the others', () => {
  expect(refusal('sizing:\n  modl: guide\n  tier: 1\ntiers: []\nname: x\nzebra: 1\n')).toEqual({
    sentence: 'sizing has an unknown key, in p.yaml:2:3, got modl.',
    hint: 'Did you mean model? And 3 more problems: run lewis-perf profile validate p.yaml.',
  })
  expect(refusal('name: 1\nzebra: 1\n')?.hint).toBe(
    'Put it in quotes. And 1 more problem: run lewis-perf profile validate p.yaml.',
  )
})
