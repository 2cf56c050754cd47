import { describe, expect, test } from 'vitest'
import { parseEndpoint } from '../../src/core/index.ts'

describe('the address of an endpoint', () => {
  test.each([
    [
      'http://127.0.0.1:9100/metrics',
      {
        url: 'http://127.0.0.1:9100/metrics',
        authorization: null,
        name: 'http://127.0.0.1:9100/metrics',
        fragment: '',
      },
    ],
    [
      'https://ops:p%40ss@box/health?token=abc#a=b%2Cc',
      {
        url: 'https://box/health?token=abc',
        authorization: 'Basic b3BzOnBAc3M=',
        name: 'https://box/health',
        fragment: 'a=b,c',
      },
    ],
    [
      'http://ops:grün@box',
      { url: 'http://box/', authorization: 'Basic b3BzOmdyw7xu', name: 'http://box/', fragment: '' },
    ],
  ])('%s is read, and what is secret stands in no name', (text, endpoint) => {
    expect(parseEndpoint(text)).toEqual({ ok: true, value: endpoint })
  })

  test.each([
    ['box:9100', 'is no URL'],
    ['ftp://box/', 'is no URL'],
    ['http://', 'is no URL'],
    ['', 'is no URL'],
    ['http://ops@box/', 'has a user without a password'],
  ])('%j is refused', (text, problem) => {
    expect(parseEndpoint(text)).toMatchObject({ ok: false, problem })
  })
})
