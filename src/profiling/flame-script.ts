/**
 * What draws the flame graph in the browser, as plain text: one bundled file has no second script to load. The page allows
 * this script alone, by `flameScriptHash`, so that nothing that a profile holds can ever run.
 */
export const flameScript = String.raw`const data = JSON.parse(document.getElementById('data').textContent)
const canvas = document.getElementById('canvas')
const box = canvas.parentElement.parentElement
const rows = canvas.parentElement
const detail = document.getElementById('detail')
const tip = document.getElementById('tip')
const search = document.getElementById('search')
const found = document.getElementById('found')
const reset = document.getElementById('reset')
const paint = canvas.getContext('2d')
const rowHeight = 20
const font = '12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace'

// Node 0 is everything; the others follow their callers.
const count = data.nodes.length / 4 + 1
const caller = new Int32Array(count)
const frame = new Int32Array(count).fill(-1)
const depth = new Int32Array(count)
const end = new Int32Array(count)
const self = new Float64Array(count)
const total = new Float64Array(count)
const start = new Float64Array(count)
const filled = new Float64Array(count)
total[0] = data.total
for (let node = 1; node < count; node++) {
  const at = (node - 1) * 4
  const above = data.nodes[at] === 0 ? 0 : node - data.nodes[at]
  caller[node] = above
  frame[node] = data.nodes[at + 1]
  self[node] = data.nodes[at + 2]
  total[node] = data.nodes[at + 3]
  start[node] = filled[node] = filled[above]
  filled[above] += total[node]
  depth[node] = depth[above] + 1
}
for (let node = count - 1; node >= 0; node--) {
  end[node] = Math.max(end[node], node + 1)
  end[caller[node]] = Math.max(end[caller[node]], end[node])
}
const hash = data.names.map((name) => {
  let sum = 7
  for (let at = 0; at < name.length; at++) sum = (sum * 31 + name.charCodeAt(at)) % 1009
  return sum / 1009
})
const lower = data.names.map((name, index) => (name + '\n' + data.places[index]).toLowerCase())

let zoomed = 0
let current = 0
let hits = null
let drawn = []
let waiting = false

function nameOf(node) {
  return node === 0 ? 'all' : data.names[frame[node]]
}
function digits(value) {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(4)))
}
function words(weight) {
  if (data.unit === 'samples') return digits(weight) + (weight === 1 ? ' sample' : ' samples')
  const steps = data.unit === 'bytes'
    ? [['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 1024], ['B', 1]]
    : [['s', 1], ['ms', 1e-3], ['µs', 1e-6], ['ns', 1e-9]]
  const step = steps.find(([, size]) => weight >= size) || [steps.at(weight === 0 && data.unit !== 'bytes' ? 0 : -1)[0], steps.at(-1)[1]]
  return digits(weight / step[1]) + ' ' + step[0]
}
function share(weight) {
  return data.total > 0 ? digits(Number(((weight / data.total) * 100).toPrecision(3))) + ' %' : '0 %'
}

function ask() {
  if (waiting) return
  waiting = true
  requestAnimationFrame(() => {
    waiting = false
    draw()
  })
}

/** What is wide enough to be seen, row by row from the outermost caller. */
function layOut(width) {
  drawn = []
  const add = (node, left, wide) => {
    drawn[depth[node]] = drawn[depth[node]] || []
    drawn[depth[node]].push({ node, left, wide })
  }
  for (let node = zoomed; node !== 0; ) add((node = caller[node]), 0, width)
  for (let node = zoomed; node < end[zoomed]; ) {
    const wide = (total[node] / total[zoomed]) * width
    if (wide < 0.6) node = end[node]
    else add(node, ((start[node] - start[zoomed]) / total[zoomed]) * width, wide), node++
  }
}

function draw() {
  const width = box.clientWidth
  layOut(width)
  rows.style.height = drawn.length * rowHeight + 'px'
  const height = box.clientHeight
  const scale = window.devicePixelRatio || 1
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.style.width = width + 'px'
  canvas.style.height = height + 'px'
  paint.setTransform(scale, 0, 0, scale, 0, 0)
  paint.font = font
  paint.textBaseline = 'middle'
  const style = getComputedStyle(document.documentElement)
  const colours = (...names) => names.map((name) => style.getPropertyValue(name).trim())
  const [ink, line, hit, link] = colours('--ink', '--line', '--hit', '--link')
  const fills = colours('--o0', '--o1', '--o2', '--o3')
  const letter = paint.measureText('m').width
  const top = box.scrollTop
  const bar = ({ node, left, wide }) => {
    const y = depth[node] * rowHeight - top
    const faded = depth[node] < depth[zoomed]
    paint.globalAlpha = faded ? 0.45 : node === 0 ? 1 : 0.7 + 0.3 * hash[frame[node]]
    paint.fillStyle = node === 0 ? line : hits !== null && hits[frame[node]] ? hit : fills[data.origins[frame[node]]]
    paint.fillRect(left, y, Math.max(wide - 0.6, 0.5), rowHeight - 1)
    paint.globalAlpha = faded ? 0.7 : 1
    if (node === current && document.activeElement === canvas) {
      paint.strokeStyle = link
      paint.lineWidth = 2
      paint.strokeRect(left + 1, y + 1, Math.max(wide - 2.6, 1), rowHeight - 3)
    }
    const letters = Math.floor((wide - 8) / letter)
    if (letters < 3) return
    const name = nameOf(node)
    paint.fillStyle = ink
    const text = name.length <= letters ? name : name.slice(0, letters - 1) + '…'
    paint.fillText(text, left + 4, y + rowHeight / 2, wide - 8)
  }
  drawn.slice(Math.floor(top / rowHeight), Math.ceil((top + height) / rowHeight)).forEach((bars) => bars.forEach(bar))
  reset.disabled = zoomed === 0 && search.value === ''
}

function nodeAt(event) {
  const place = canvas.getBoundingClientRect()
  const line = drawn[Math.floor((event.clientY - place.top + box.scrollTop) / rowHeight)] || []
  const x = event.clientX - place.left
  const bar = line.find(({ left, wide }) => x >= left && x < left + wide)
  return bar === undefined ? null : bar.node
}

function tell(element, node) {
  const title = document.createElement('b')
  title.textContent = nameOf(node)
  const place = node === 0 ? '' : data.places[frame[node]]
  const figures = 'total ' + words(total[node]) + ' (' + share(total[node]) + '), self ' + words(self[node]) + ' (' + share(self[node]) + ')'
  const lines = [title, place, figures].filter((line) => line !== '')
  element.replaceChildren(...lines.flatMap((line, index) => (index === 0 ? [line] : [document.createElement('br'), line])))
}

function zoom(node) {
  zoomed = current = node
  tell(detail, node)
  ask()
}

function moveTo(node) {
  current = node
  tell(detail, node)
  const y = depth[node] * rowHeight
  if (y < box.scrollTop) box.scrollTop = y
  else if (y + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = y + rowHeight - box.clientHeight
  ask()
}

function find() {
  const wanted = search.value.trim().toLowerCase()
  hits = wanted === '' ? null : lower.map((text) => text.includes(wanted))
  let sum = 0
  for (let node = 1; hits !== null && node < count; ) {
    if (hits[frame[node]]) {
      sum += total[node]
      node = end[node]
    } else node++
  }
  found.textContent = hits === null ? '' : 'Matched: ' + share(sum) + ' (' + words(sum) + ')'
  ask()
}

function resetAll() {
  search.value = ''
  find()
  zoom(0)
}

canvas.addEventListener('mousemove', (event) => {
  const node = nodeAt(event)
  tip.hidden = node === null
  if (node === null) return
  tell(detail, node)
  tell(tip, node)
  const right = event.clientX + 14 + tip.offsetWidth > innerWidth
  tip.style.left = Math.max(right ? event.clientX - 14 - tip.offsetWidth : event.clientX + 14, 0) + 'px'
  tip.style.top = Math.min(event.clientY + 16, innerHeight - tip.offsetHeight) + 'px'
})
canvas.addEventListener('mouseleave', () => {
  tip.hidden = true
})
canvas.addEventListener('click', (event) => {
  const node = nodeAt(event)
  if (node !== null) zoom(node)
})
canvas.addEventListener('keydown', (event) => {
  const moves = {
    ArrowUp: () => caller[current],
    ArrowDown: () => (end[current] > current + 1 ? current + 1 : current),
    ArrowRight: () => (current !== 0 && end[current] < end[caller[current]] ? end[current] : current),
    ArrowLeft: () => {
      let before = caller[current] + 1
      while (before < current && end[before] < current) before = end[before]
      return current === 0 ? 0 : before
    },
  }
  if (event.key === 'Enter') zoom(current)
  else if (event.key in moves) moveTo(moves[event.key]())
  else return
  event.preventDefault()
})
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') resetAll()
  else if (event.key === '/' && event.target !== search) {
    event.preventDefault()
    search.focus()
    search.select()
  }
})
canvas.addEventListener('focus', ask)
canvas.addEventListener('blur', ask)
search.addEventListener('input', find)
reset.addEventListener('click', resetAll)
box.addEventListener('scroll', ask)
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ask)
document.getElementById('drawing').hidden = false
new ResizeObserver(ask).observe(box)
zoom(0)
`

/** The SHA-256 of `flameScript` as a content security policy writes it. */
export const flameScriptHash = 'sha256-wh5whZshT79D19oGjnfPXEQ9FqR5GqKVksU0gCiT5lo='
