import { type Provocation, until } from './harness.ts'
import { counter, type Illness, node, said } from './illness.ts'

/** Two network namespaces, 10.77.0.1 and 10.77.0.2, joined by a wire that is in neither of ours. */
function twoNamespaces(provocation: Provocation): { a: string; b: string } {
  const a = `lp-truth-a-${process.pid}`
  const b = `lp-truth-b-${process.pid}`
  provocation.run(`ip netns add ${a}`, `ip netns del ${a}`)
  provocation.run(`ip netns add ${b}`, `ip netns del ${b}`)
  provocation.run(`ip -n ${a} link add va type veth peer name vb netns ${b}`)
  for (const [space, device, address] of [
    [a, 'va', '10.77.0.1'],
    [b, 'vb', '10.77.0.2'],
  ]) {
    provocation.run(
      `ip -n ${space} addr add ${address}/24 dev ${device}; ip -n ${space} link set ${device} up; ip -n ${space} link set lo up`,
    )
  }
  return { a, b }
}

const sink = "require('node:net').createServer((s) => s.resume()).listen(8080, '10.77.0.2')"
const source = `
const net = require('node:net')
const block = Buffer.alloc(65536)
const open = () => {
  const s = net.connect(8080, '10.77.0.2')
  const push = () => { while (s.write(block)); }
  s.on('connect', push).on('drain', push).on('error', () => {}).on('close', () => setTimeout(open, 100))
}
for (let n = 0; n < 8; n++) open()`

/** Sockets and links. */
export const networkIllnesses: readonly Illness[] = [
  {
    name: 'a listen queue that overflows',
    resource: 'network',
    findings: ['net.listen-overflow'],
    culprit: /node|MainThread/,
    async provoke(provocation) {
      const server = node(
        provocation,
        "const s=require('node:net').createServer().listen({port:0,host:'127.0.0.1',backlog:4},()=>console.log('port '+s.address().port))",
      )
      const port = /port (\d+)/.exec(await said(server, 'port'))?.[1]
      process.kill(server.pid ?? 0, 'SIGSTOP')
      node(
        provocation,
        `const net=require('node:net');setInterval(()=>{const s=net.connect(${port},'127.0.0.1');s.on('error',()=>{});setTimeout(()=>s.destroy(),5000)},20)`,
      )
      await until(() => counter('/proc/net/netstat', 'TcpExt', 'ListenOverflows') > 0)
    },
  },
  {
    name: 'lost packets',
    needs: ['nft', 'ip'],
    resource: 'network',
    findings: ['net.retrans'],
    async provoke(provocation) {
      const { a, b } = twoNamespaces(provocation)
      provocation.run(
        `ip netns exec ${b} nft 'add table ip t; add chain ip t c { type filter hook input priority 0; }; add rule ip t c tcp dport 8080 numgen random mod 100 < 15 drop'`,
      )
      provocation.start('ip', ['netns', 'exec', b, process.execPath, '-e', sink])
      provocation.start('ip', ['netns', 'exec', a, process.execPath, '-e', source])
      return ['ip', 'netns', 'exec', a]
    },
    window: '6s',
  },
  {
    name: 'a link at its limit (token bucket)',
    needs: ['tc', 'ip'],
    resource: 'network',
    findings: ['net.retrans', 'net.drops', 'net.bandwidth'],
    async provoke(provocation) {
      const { a, b } = twoNamespaces(provocation)
      provocation.run(`tc -n ${a} qdisc add dev va root tbf rate 20mbit burst 32kbit latency 20ms`)
      provocation.start('ip', ['netns', 'exec', b, process.execPath, '-e', sink])
      provocation.start('ip', ['netns', 'exec', a, process.execPath, '-e', source])
      return ['ip', 'netns', 'exec', a]
    },
    window: '6s',
  },
]
