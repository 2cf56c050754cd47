import { tlsInWords } from './tls-words.ts'

/** Errors of sockets, names and certificates by what an operator would call them. */
const kindByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'connect-timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'ports-exhausted',
  EMFILE: 'file-descriptors',
  ENFILE: 'file-descriptors',
  ENOENT: 'refused',
  EACCES: 'denied',
}

/** What the system says badly, from what it says. */
const wordsByCode: Readonly<Record<string, (said: string) => string>> = {
  EADDRNOTAVAIL: () => 'this machine has no local port left for another connection',
  EMFILE: () => 'this process may open no more files: raise ulimit -n',
  ENFILE: () => 'this machine may open no more files: raise fs.file-max',
  ECONNRESET: () => 'the target reset the connection',
  EPIPE: () => 'the target closed the connection while a request was sent',
  ENOTFOUND: (said) => `nobody knows the name ${said.split(' ').at(-1)}`,
  EAI_AGAIN: (said) => `no name server answers for ${said.split(' ').at(-1)}`,
}

/** The kind of an error of a connection: `refused`, `reset`, `dns`, `tls` ... and what it says, in one line. */
export function failureOf(error: unknown): { failure: string; example: string } {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const { code, message } = detailsOf(first)
  const inWords = tlsInWords(message)
  if (inWords !== null) return { failure: 'tls', example: inWords }
  const example = message.split('\n')[0]?.slice(0, 200) ?? ''
  const known = kindByCode[code]
  if (known !== undefined) return { failure: known, example: wordsByCode[code]?.(example) ?? example }
  return {
    failure: isTls(code, message) ? 'tls' : 'broken',
    example: code === '' ? example : `${code}: ${example}`,
  }
}

function detailsOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  return { code: 'code' in error ? String(error.code) : '', message: error.message }
}

/** OpenSSL's own errors, Node's of TLS, and what verifying a certificate answers. */
function isTls(code: string, message: string): boolean {
  return (
    /^(ERR_SSL|ERR_TLS|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|ERR_OSSL)/.test(
      code,
    ) || /\bSSL routines\b|before secure TLS connection/.test(message)
  )
}
