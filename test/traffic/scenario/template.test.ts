import { describe, expect, test } from 'vitest'
import { filled, isTemplate, namesInTemplate, templateOf, writers } from '../../../src/traffic/index.ts'

const values: Readonly<Record<string, string>> = {
  id: '7',
  'account.user': 'ann b',
  quote: 'a"b\n',
  slash: 'a/b?c',
}
const fill = (text: string, writer: keyof typeof writers = 'text'): string | null =>
  filled(templateOf(text), (name) => values[name], writers[writer])

describe('a text with variables', () => {
  test.each([
    ['plain', 'plain'],
    ['${id}', '7'],
    ['a${id}b${id}c', 'a7b7c'],
    ['${ account.user }', 'ann b'],
    ['$${id}', '${id}'],
    ['$${id}${id}', '${id}7'],
    ['$5 and {x}', '$5 and {x}'],
    ['', ''],
  ])('%s becomes %s', (text, expected) => {
    expect(fill(text)).toBe(expected)
  })

  test('that names what nobody knows is not filled in', () => {
    expect(fill('${id}${nobody}')).toBeNull()
  })

  test.each([
    ['path', 'slash', 'a%2Fb%3Fc'],
    ['path', 'account.user', 'ann%20b'],
    ['json', 'quote', 'a\\"b\\n'],
    ['form', 'account.user', 'ann+b'],
    ['form', 'slash', 'a%2Fb%3Fc'],
    ['header', 'account.user', 'ann b'],
  ] as const)('in a %s the value of %s is written %s', (writer, name, expected) => {
    expect(fill(`\${${name}}`, writer)).toBe(expected)
  })

  test('a value in JSON stays one value, whatever is in it', () => {
    expect(JSON.parse(fill('{"a":"${quote}"}', 'json') ?? '')).toEqual({ a: values['quote'] })
  })

  test('says which names it holds, and whether it holds any', () => {
    expect(namesInTemplate(templateOf('/${a}/${ b.c }'))).toEqual(['a', 'b.c'])
    expect(['${a}', '$${a}', 'plain', '{a}'].map(isTemplate)).toEqual([true, true, false, false])
  })
})
