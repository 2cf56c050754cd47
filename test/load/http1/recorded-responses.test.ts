import { expect, test } from 'vitest'
import { describeWithFixtures, fixtureJson } from '../../fixtures.ts'
import { bodyOf, read } from './reading.ts'

interface Recorded {
  id: string
  name: string
  mode: string
  input: string
  meta?: { skipBody?: boolean }
  expected: {
    messages: { status: number | null; version: string | null; body: string; headers_complete: boolean }[]
    error: { name: string } | null
  }
}

/** Where this parser is stricter than llhttp on purpose; each is a fault here. */
const stricter: Readonly<Record<string, string>> = {
  'lenient-version: Invalid HTTP version (lenient)': 'does not begin with HTTP/1.',
  'sample: RTSP response': 'does not begin with HTTP/1.',
  'sample: HTTP version 0.9': 'does not begin with HTTP/1.',
  'sample: No carriage ret (lenient)': 'ends without CR',
  'transfer-encoding: Invalid OBS fold after chunked value': 'begins with a blank',
}

describeWithFixtures('the responses in the documents of llhttp', () => {
  const { cases } = fixtureJson('http/http-responses.json') as { cases: Recorded[] }
  test.each(cases.map((one) => [one.name, one] as const))('%s', (name, { input, expected, meta, mode }) => {
    for (const size of [input.length, 1]) {
      const reading = read(input, { size, isHead: meta?.skipBody === true })
      const strict = stricter[name]
      if (strict !== undefined) {
        expect(reading.fault).toContain(strict)
        continue
      }
      if (expected.error !== null) {
        expect(reading.fault).not.toBeNull()
        continue
      }
      expect(reading.fault).toBeNull()
      // Where llhttp was told to go on after a response that ends the connection, this one does not.
      const wanted = expected.messages.filter(
        ({ status, headers_complete: isComplete }, index) =>
          isComplete && (status ?? 0) >= 200 && !(mode === 'response-lenient-keep-alive' && index > 0),
      )
      // Its documents end where the text of the case does, sometimes within the head.
      const begun = wanted.slice(0, Math.max(reading.responses.length, wanted.length - 1))
      expect(reading.responses.slice(0, begun.length).map(({ status }) => status)).toEqual(
        begun.slice(0, reading.responses.length).map(({ status }) => status),
      )
      // Line breaks of its bodies are events of their own there.
      const text = (body: string): string => body.replaceAll(/[\r\n]/g, '')
      expect(text(bodyOf(reading))).toBe(text(wanted.map(({ body }) => body).join('')))
    }
  })
})

interface Framing {
  name: string
  mode: string
  input: string
  error: { reason: string } | null
}

/** Of requests only: a request with another last coding has no end, a response ends with its connection. */
const onlyOfRequests: readonly string[] = [
  'transfer-encoding: POST with chunked and duplicate transfer-encoding',
  'transfer-encoding: POST with chunked and duplicate transfer-encoding (lenient)',
]

describeWithFixtures('the framing in the documents of llhttp', () => {
  const { cases } = fixtureJson('http/request-framing.json') as { cases: Framing[] }
  const asked = cases.filter(({ name }) => !onlyOfRequests.includes(name))
  test.each(asked.map((one) => [one.name, one] as const))('%s', (_, { input, mode, error }) => {
    const answer = input.replace(/^[A-Z]+ \S+ HTTP\/1\.1 ?\r\n/, 'HTTP/1.1 200 OK\r\n')
    for (const size of [answer.length, 1]) {
      const { fault } = read(`${answer}\r\n\r\n`, { size })
      // What is only let pass by a relaxed rule is none here.
      if (error !== null || (mode !== 'request' && !mode.endsWith('spaces-after-chunk-size')))
        expect(fault).not.toBeNull()
    }
  })
})

interface Pico {
  head: { name: string; input: string; expected: 'complete' | 'incomplete' | 'error' }[]
  chunked: { input: string; body?: string; expected: string; trailers_consumed?: boolean }[]
}

describeWithFixtures('the cases of picohttpparser', () => {
  const { head, chunked } = fixtureJson('http/pico-cases.json') as Pico
  test.each(head)('head: $name', ({ name, input, expected }) => {
    for (const size of [input.length, 1]) {
      const { fault, responses } = read(input, { size })
      // One blank and no more stands between the parts of a status line.
      const wanted = name.startsWith('accept multiple spaces') ? 'error' : expected
      expect(fault !== null ? 'error' : responses.length > 0 ? 'complete' : 'incomplete').toBe(wanted)
    }
  })

  test.each(chunked)('chunks: $input', ({ input, body, expected, trailers_consumed: consumed }) => {
    for (const size of [input.length, 1]) {
      const reading = read(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${input}`, { size })
      // Bare line feeds in trailers, and sizes beyond what a number holds, are faults here.
      if (expected === 'error' || /\n\n$|ffffffffffffffff/.test(input)) expect(reading.fault).not.toBeNull()
      else {
        expect(reading.fault).toBeNull()
        expect(bodyOf(reading)).toBe(body)
        if (expected === 'complete' && consumed === true) expect(reading.responses[0]?.isWhole).toBe(true)
      }
    }
  })
})
