import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, type RunningServer, startProgram } from './program.ts'
import { selfSigned } from './self-signed.ts'

const program = '/usr/sbin/nginx'

/** /ok answers 2 bytes, /10k ten thousand, /status what nginx counted; the same with TLS and HTTP/2, and without TLS for HTTP/2. */
export interface RunningNginx extends RunningServer {
  tlsUrl: string
  /** HTTP/2 with prior knowledge. */
  h2cUrl: string
  /** The authority that signed its certificate for localhost: itself. */
  certificateFile: string
}

/** Debian's nginx with one worker on free loopback ports; everything it owns is in a temporary folder. */
export const nginx = {
  name: 'nginx',
  debianPackage: 'nginx-light',
  find: (): string | null => (existsSync(program) ? program : null),
  start: (): Promise<RunningNginx> => startProgram('nginx', prepare),
}

async function prepare(folder: string) {
  const [port, tlsPort, h2cPort] = await Promise.all([freePort(), freePort(), freePort()])
  const file = (name: string): string => join(folder, name)
  selfSigned(folder, 'localhost', 'DNS:localhost,IP:127.0.0.1')
  await writeFile(file('10k'), 'x'.repeat(10_000))
  await writeFile(file('nginx.conf'), configuration(folder, { port, tlsPort, h2cPort }))
  return {
    command: program,
    args: ['-c', file('nginx.conf'), '-e', file('error.log')],
    answers: async () => (await fetch(`http://127.0.0.1:${port}/ok`).catch(() => null))?.ok === true,
    coordinates: {
      url: `http://127.0.0.1:${port}`,
      tlsUrl: `https://127.0.0.1:${tlsPort}`,
      h2cUrl: `http://127.0.0.1:${h2cPort}`,
      certificateFile: file('certificate.pem'),
    },
  }
}

function configuration(folder: string, ports: { port: number; tlsPort: number; h2cPort: number }): string {
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  )
  const places = `location = /ok { return 200 "ok"; }
      location = /10k { root ${folder}; default_type text/plain; }
      location = /status { stub_status; }`
  // Its worker would be another user, whom the temporary folder shuts out.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  return `daemon off;
${user}
worker_processes 1;
pid ${join(folder, 'pid')};
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  ${scratch.join(' ')}
  server { listen 127.0.0.1:${ports.port} backlog=4096; ${places} }
  server { listen 127.0.0.1:${ports.h2cPort} http2; ${places} }
  server {
    listen 127.0.0.1:${ports.tlsPort} ssl http2;
    ssl_certificate ${join(folder, 'certificate.pem')};
    ssl_certificate_key ${join(folder, 'key.pem')};
    ${places}
  }
}
`
}
