import { describe, expect, test } from 'vitest'
import { bodyOf, read } from './reading.ts'

const sizes = [undefined, 1, 2, 7]
const ok = (head: string, rest = ''): string => `HTTP/1.1 200 OK\r\n${head}\r\n${rest}`

describe.each(sizes)('in pieces of %s bytes', (size) => {
  const options = size === undefined ? {} : { size }

  test.each<[string, string, number[], string, string]>([
    ['no body at all', ok('Content-Length: 0\r\n'), [200], '', 'idle'],
    ['a body by its length', ok('Content-Length: 5\r\n', 'hello'), [200], 'hello', 'idle'],
    ['a name in capitals', ok('CONTENT-LENGTH: 5\r\n', 'hello'), [200], 'hello', 'idle'],
    [
      'blanks round a length, and zeros before it',
      ok('Content-Length:\t 005 \r\n', 'hello'),
      [200],
      'hello',
      'idle',
    ],
    [
      'names that only begin alike',
      ok(
        'Content-Lengthy: 9\r\nContent-Typ: x\r\nCon: y\r\nConnectio: close\r\nTransfer-Encodin: chunked\r\nContent-Length: 2\r\n',
        'ab',
      ),
      [200],
      'ab',
      'idle',
    ],
    [
      'chunks',
      ok('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n'),
      [200],
      'hello0123456789',
      'idle',
    ],
    [
      'chunks with extensions and trailers',
      ok(
        'transfer-encoding: gzip, Chunked\r\n',
        '2;a="x;\\"y\r\tz";b=c\r\nhi\r\n000;q\r\nX-A: b\r\nContent-Length: 7\r\n\r\n',
      ).replace('\r\tz', '\tz'),
      [200],
      'hi',
      'idle',
    ],
    ['a body up to the end of the connection', ok('', 'all of it'), [200], 'all of it', 'complete'],
    [
      'a coding that is not chunked in the end',
      ok('Transfer-Encoding: chunked, gzip\r\n', '5\r\n'),
      [200],
      '5\r\n',
      'complete',
    ],
    [
      '204 and 304, which have no body',
      `HTTP/1.1 204 No\r\nContent-Length: 3\r\n\r\nHTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n${ok('Content-Length: 1\r\n', 'x')}`,
      [204, 304, 200],
      'x',
      'idle',
    ],
    [
      'interim responses',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\nContent-Length: 9\r\n\r\n${ok('Content-Length: 1\r\n', 'x')}`,
      [200],
      'x',
      'idle',
    ],
    [
      'responses one after the other, with an empty line between',
      `${ok('Content-Length: 1\r\n', 'a')}\r\n${ok('Content-Length: 1\r\n', 'b')}`,
      [200, 200],
      'ab',
      'idle',
    ],
    [
      'no reason, with and without its blank',
      'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\nHTTP/1.1 201 \r\nContent-Length: 0\r\n\r\n',
      [200, 201],
      '',
      'idle',
    ],
  ])('%s', (_, input, statuses, body, end) => {
    const reading = read(input, options)
    expect(reading.fault).toBeNull()
    expect(reading.responses.map(({ status, isWhole }) => [status, isWhole])).toEqual(
      statuses.map((status) => [status, true]),
    )
    expect([bodyOf(reading), reading.end]).toEqual([body, end])
  })

  test.each<[string, string]>([
    ['HTTPS/1.1 200 OK\r\n', 'does not begin with HTTP/1.'],
    ['garbage', 'does not begin with HTTP/1.'],
    ['\rHTTP/1.1 200 OK\r\n', 'does not begin with HTTP/1.'],
    ['HTTP/2.0 200 OK\r\n', 'does not begin with HTTP/1.'],
    ['HTTP/1.2 200 OK\r\n', 'neither 1.0 nor 1.1'],
    ['HTTP/1.10 200 OK\r\n', 'neither 1.0 nor 1.1'],
    ['HTTP/1.1 20 OK\r\n', 'no number of three digits'],
    ['HTTP/1.1 2000 OK\r\n', 'no number of three digits'],
    ['HTTP/1.1 200X\r\n', 'no number of three digits'],
    ['HTTP/1.1 099 OK\r\n', 'status is below 100'],
    ['HTTP/1.1 200 OK\n', 'first line ends without CR'],
    ['HTTP/1.1 200 O\0K\r\n', 'reason holds a control character'],
    ['HTTP/1.1 200 OK\r\r\n', 'ends in CR without LF'],
    [ok(' Folded: x\r\n'), 'begins with a blank'],
    [ok('A: b\r\n folded\r\n'), 'begins with a blank'],
    [ok(': x\r\n'), 'is no header'],
    [ok('A B: x\r\n'), 'a character that it may not'],
    [ok('A : x\r\n'), 'a character that it may not'],
    [ok('A: b\nC: d\r\n'), 'a header ends without CR'],
    [ok('A: \0\r\n'), 'holds a control character'],
    [ok('A: b\rC'), 'ends in CR without LF'],
    [ok('A: b\r\n\rX'), 'ends in CR without LF'],
    [ok('Content-Length: 1\r\nContent-Length: 1\r\n'), 'two Content-Length'],
    [ok('Content-Length: \r\n'), 'Content-Length is empty'],
    [ok('Content-Length: 4 2\r\n'), 'Content-Length is no number'],
    [ok('Content-Length: -1\r\n'), 'Content-Length is no number'],
    [ok('Content-Length: 0x1\r\n'), 'Content-Length is no number'],
    [ok('Content-Length: 99999999999999999999\r\n'), 'Content-Length is too great'],
    [ok(`Content-Length: ${'0'.repeat(200)}\r\n`), 'too long'],
    [ok('Content-Length: 1\r\nTransfer-Encoding: chunked\r\n'), 'both Content-Length and Transfer-Encoding'],
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 'switches to another protocol'],
    [ok('Transfer-Encoding: chunked\r\n', '\r\n'), 'begins without a size'],
    [ok('Transfer-Encoding: chunked\r\n', 'x'), 'begins without a size'],
    [ok('Transfer-Encoding: chunked\r\n', '5 \r\n'), 'no hexadecimal number'],
    [ok('Transfer-Encoding: chunked\r\n', '5\n'), 'no hexadecimal number'],
    [ok('Transfer-Encoding: chunked\r\n', '5\rx'), 'ends in CR without LF'],
    [ok('Transfer-Encoding: chunked\r\n', '5;\r\n'), 'extension of a chunk is empty'],
    [ok('Transfer-Encoding: chunked\r\n', '5;a;;b\r\n'), 'a character that it may not'],
    [ok('Transfer-Encoding: chunked\r\n', '5;a\n'), 'a character that it may not'],
    [ok('Transfer-Encoding: chunked\r\n', '5;a="b\r\n'), 'is not closed'],
    [ok('Transfer-Encoding: chunked\r\n', 'fffffffffffffff\r\n'), 'size of a chunk is too great'],
    [ok('Transfer-Encoding: chunked\r\n', '2\r\nabc'), 'longer than its size'],
    [ok('Transfer-Encoding: chunked\r\n', '2\r\nab\rc'), 'ends in CR without LF'],
    [ok('Transfer-Encoding: chunked\r\n', '0\r\nA\0: b'), 'a character that it may not'],
  ])('%j is no response', (input, fault) => {
    expect(read(input, options).fault).toContain(fault)
  })

  test.each([
    'HTTP/1.1 2',
    ok('Content-Length: 5\r\n').slice(0, -2),
    ok('Content-Length: 5\r\n', 'hell'),
    ok('Transfer-Encoding: chunked\r\n', '5\r\nhel'),
    ok('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n'),
    ok('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n'),
    'HTTP/1.1 100 Continue\r\n\r\nHTTP',
  ])('%j is cut off', (input) => {
    expect(read(input, options)).toMatchObject({ fault: null, end: 'cut' })
  })
})

test.each([
  ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
  ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.1 200 OK\r\nConnection: keep-alive, CLOSE\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n', true],
])('after %j another may come: %s', (input, keepsAlive) => {
  expect(read(input).responses[0]?.keepsAlive).toBe(keepsAlive)
})

test('what comes after the last response of a connection is nobody’s', () => {
  const { responses, fault, end } = read(ok('Connection: close\r\nContent-Length: 1\r\n', 'aHTTP/9 garbage'))
  expect([responses.length, fault, end]).toEqual([1, null, 'idle'])
})

test('the answer to HEAD has no body, whatever its length', () => {
  const input = ok('Content-Length: 5\r\n') + ok('Transfer-Encoding: chunked\r\n')
  expect(read(input, { isHead: true })).toMatchObject({
    responses: [{ isWhole: true }, { isWhole: true }],
    end: 'idle',
  })
})

test('a head without end is given up', () => {
  expect(read(ok('A: b\r\n'.repeat(50_000))).fault).toContain('longer than 256 KiB')
})
