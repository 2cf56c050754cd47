import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files of a certificate authority, and of a key and certificate that it signed. */
export interface Certificates {
  authority: string
  key: string
  certificate: string
}

/** Makes an authority, a certificate of the server at 127.0.0.1 and one of a user, in a folder. */
export function makeCertificates(
  folder: string,
  user: string,
): { server: Certificates; client: Certificates } {
  const at = (name: string): string => join(folder, name)
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore' })
  }
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const authority = at('authority.pem')
  openssl(
    'req',
    '-x509',
    ...elliptic,
    '-days',
    '2',
    '-subj',
    '/CN=kubernetes',
    '-keyout',
    at('authority.key'),
    '-out',
    authority,
  )
  const signed = (name: string, subject: string, extension: string): Certificates => {
    const [key, certificate] = [at(`${name}.key`), at(`${name}.pem`)]
    openssl('req', ...elliptic, '-subj', subject, '-keyout', key, '-out', at(`${name}.csr`))
    writeFileSync(at(`${name}.ext`), extension)
    const by = ['-CA', authority, '-CAkey', at('authority.key'), '-CAcreateserial', '-days', '2']
    openssl(
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      ...by,
      '-extfile',
      at(`${name}.ext`),
      '-out',
      certificate,
    )
    return { authority, key, certificate }
  }
  return {
    server: signed('server', '/CN=server', 'subjectAltName=IP:127.0.0.1'),
    client: signed('client', `/O=operators/CN=${user}`, 'extendedKeyUsage=clientAuth'),
  }
}

/** Their texts, as `startKubernetesApi` takes them. */
export function textsOf({ authority, key, certificate }: Certificates): Certificates {
  const read = (file: string): string => readFileSync(file, 'utf8')
  return { authority: read(authority), key: read(key), certificate: read(certificate) }
}
