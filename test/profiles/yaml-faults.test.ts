import { describe, expect, test } from 'vitest'
import { refusal } from './refusal.ts'

describe('text that is no YAML profile is refused with its place:', () => {
  test.each([
    [
      'a tab',
      'sizing:\n\tmodel: guide\n',
      'The profile is indented with a tab, in p.yaml:2:1, got \\tmodel: guide.',
      'Indent with spaces.',
    ],
    [
      'a crooked line',
      'sizing:\n  model: guide\n tier: minimum\n',
      'The profile has a line that is not indented like its neighbours, in p.yaml:3:1, got  tier: minimum.',
      'Give the keys of one section the same number of spaces.',
    ],
    [
      'an open quote',
      'name: "x\n',
      'The profile has a quote that is not closed, in p.yaml:2:1.',
      'End the text with the quote that begins it.',
    ],
    [
      'an open bracket',
      'sizing: {model: guide\nname: x\n',
      'The profile has a bracket that is not closed, in p.yaml:2:1, got name: x.',
      'Close it with ] or }, or write one key a line without brackets.',
    ],
    [
      'two keys in a line',
      'sizing: model: guide\n',
      'The profile has two keys in one line, in p.yaml:1:9, got sizing: model: guide.',
      'Put a text that holds a colon in quotes, or the second key on a line of its own.',
    ],
    [
      'a line without a colon',
      'name: x\nsizing\n',
      'The profile has a line without a colon, in p.yaml:2:1, got sizing.',
      'Write key: value.',
    ],
    [
      'a reserved character',
      'name: @x\n',
      'The profile has a value that begins with a reserved character, in p.yaml:1:7, got name: @x.',
      'Put the value in quotes.',
    ],
    [
      'two documents',
      'name: x\n---\nname: y\n',
      'The profile holds several documents, in p.yaml:2:1, got ---.',
      'Keep one; put the others in files of their own and name them with extends.',
    ],
    [
      'an unknown directive',
      '%FOO\n---\nname: x\n',
      'The profile cannot be read as YAML (Unknown directive %FOO), in p.yaml:1:1, got %FOO.',
      'Write key: value lines, indented with spaces.',
    ],
    [
      'nothing',
      '',
      'The profile is empty, in p.yaml:1:1.',
      'Start from the template of lewis-perf profile init.',
    ],
    [
      'comments only',
      '# name: x\n',
      'The profile is empty, in p.yaml:1:1.',
      'Start from the template of lewis-perf profile init.',
    ],
    [
      'a list',
      '- name: x\n',
      'The profile must be a map, in p.yaml:1:1, got a list.',
      'Write its keys below it, indented: name, extends, tiers, sizing, unitCosts, prices, quota, deployment, thresholds, skip, performance, hostReference, scenarios, slos, allow, alerts.',
    ],
    [
      'a word',
      '\nrecommended\n',
      'The profile must be a map, in p.yaml:2:1, got recommended.',
      'Write its keys below it, indented: name, extends, tiers, sizing, unitCosts, prices, quota, deployment, thresholds, skip, performance, hostReference, scenarios, slos, allow, alerts.',
    ],
    [
      'NUL bytes',
      'n\0a\0m\0e\0',
      'The profile holds a NUL byte, in p.yaml:1:2, got \\u0000.',
      'Save the file as UTF-8 text.',
    ],
    [
      'bytes that were not UTF-8',
      'name: x\nsizing: \uFFFD\n',
      'The profile holds bytes that are not UTF-8, in p.yaml:2:9, got \\ufffd.',
      'Save the file as UTF-8 text.',
    ],
    [
      'an escape character',
      'name: \u001b[2J\n',
      'The profile holds a control character, in p.yaml:1:7, got \\u001b.',
      'Save the file as UTF-8 text.',
    ],
  ])('%s', (_, text, sentence, hint) => {
    expect(refusal(text)).toEqual({ sentence, hint })
  })
})

describe('keys, tags and aliases that mean trouble are refused with their place:', () => {
  test.each([
    [
      'a key twice',
      'name: x\nsizing: {}\nname: y\n',
      'The profile has a key twice, in p.yaml:3:1, got name.',
      'Keep one of the two: the first is in line 1.',
    ],
    [
      'a key twice, deeper',
      'sizing:\n  tier: a\n  tier: b\n',
      'sizing has a key twice, in p.yaml:3:3, got tier.',
      'Keep one of the two: the first is in line 2.',
    ],
    [
      'a number as a key',
      'tiers:\n  8: {}\n',
      'tiers has a key that is not a word, in p.yaml:2:3, got 8.',
      'Put the key in quotes, or begin it with a letter.',
    ],
    [
      'a list as a key',
      '? [a]\n: 1\n',
      'The profile has a key that is not a word, in p.yaml:1:3, got a list.',
      'Write key: value.',
    ],
    [
      'a map as a key',
      '? {a: 1}\n: 1\n',
      'The profile has a key that is not a word, in p.yaml:1:3, got a map.',
      'Write key: value.',
    ],
    [
      'nothing as a key',
      ': 1\n',
      'The profile has a key that is not a word, in p.yaml:1:1, got nothing.',
      'Put the key in quotes, or begin it with a letter.',
    ],
    [
      '__proto__',
      'tiers:\n  __proto__: {cpuCores: 1}\n',
      'tiers has a reserved word as a key, in p.yaml:2:3, got __proto__.',
      'Choose another name.',
    ],
    [
      'constructor',
      'constructor: {}\n',
      'The profile has a reserved word as a key, in p.yaml:1:1, got constructor.',
      'Choose another name.',
    ],
    [
      'a function',
      'name: !!js/function "() => 1"\n',
      'name has a tag, and tags are not read, in p.yaml:1:7, got !!js/function "() => 1".',
      'Remove the word that begins with an exclamation mark.',
    ],
    [
      'binary data',
      'name: !!binary aGk=\n',
      'name has a tag, and tags are not read, in p.yaml:1:7, got !!binary aGk=.',
      'Remove the word that begins with an exclamation mark.',
    ],
    [
      'an alias to nothing',
      'name: *nobody\n',
      'name names an anchor that does not stand before it, in p.yaml:1:7, got *nobody.',
      'Write &nobody before the value that it stands for.',
    ],
    [
      'a mistyped alias',
      'tiers: &sizes {}\nsizing: *size\n',
      'sizing names an anchor that does not stand before it, in p.yaml:2:9, got *size.',
      'Did you mean sizes?',
    ],
    [
      'an alias to itself',
      'sizing: &me\n  guide: *me\n',
      'sizing.guide contains itself, in p.yaml:2:10, got *me.',
      'Write out what the alias stands for.',
    ],
    [
      'a merged number',
      'sizing:\n  <<: 1\n',
      'sizing.<< merges something that is not a map, in p.yaml:2:7, got 1.',
      'Write <<: *name, where &name stands before a map.',
    ],
  ])('%s', (_, text, sentence, hint) => {
    expect(refusal(text)).toEqual({ sentence, hint })
  })

  test('and no object of the program gains a key', () => {
    refusal('__proto__: {polluted: 1}\ntiers: {__proto__: {polluted: 1}}\n')
    expect({}).not.toHaveProperty('polluted')
  })
})
