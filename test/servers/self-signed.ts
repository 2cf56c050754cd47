import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Writes a key and a certificate that it signs itself into `folder`, for a host name and more subject alternative names. */
export function selfSigned(
  folder: string,
  hostName: string,
  alternatives = `DNS:${hostName}`,
): { key: string; certificate: string } {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const kind = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' ')
  const whom = ['-subj', `/CN=${hostName}`, '-addext', `subjectAltName=${alternatives}`]
  execFileSync('openssl', [...kind, ...whom, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  return { key, certificate }
}
