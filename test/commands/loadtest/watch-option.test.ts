import { describe, expect, test } from 'vitest'
import { parseWatch } from '../../../src/commands/loadtest/watch-option.ts'

describe('--watch', () => {
  test.each([
    ['12', { kind: 'process', name: '12' }],
    ['nginx', { kind: 'process', name: 'nginx' }],
    ['me@box', { kind: 'machine', name: 'me@box' }],
    [
      'http://a:b%40@box:9100/metrics?token=c#name=web,id=/a',
      {
        kind: 'scrape',
        name: 'http://box:9100/metrics',
        url: 'http://box:9100/metrics?token=c',
        authorization: `Basic ${btoa('a:b@')}`,
        only: [
          ['name', 'web'],
          ['id', '/a'],
        ],
      },
    ],
    ['https://box/metrics', { kind: 'scrape', url: 'https://box/metrics', authorization: null, only: [] }],
  ])('%s is understood', (text, wish) => {
    expect(parseWatch(text)).toMatchObject({ ok: true, value: wish })
  })

  test.each(['', '-x', 'a b', 'http://', 'http://token@box/', 'http://box/#x'])('%j is refused', (text) => {
    expect(parseWatch(text).ok).toBe(false)
  })
})
