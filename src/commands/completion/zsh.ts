import type { CompletionNode, CompletionOption } from './tree.ts'

/** A completion script for zsh, with descriptions. */
export function zshScript(nodes: readonly CompletionNode[], program: string): string {
  return `#compdef ${program}
# ${program} completion for zsh. Load it: source <(${program} completion zsh)
${nodes.map((node) => zshFunction(node, nodes, program)).join('\n')}
if [ "$funcstack[1]" = "${functionName([], program)}" ]; then
  ${functionName([], program)} "$@"
else
  compdef ${functionName([], program)} ${program}
fi
`
}

function zshFunction(node: CompletionNode, nodes: readonly CompletionNode[], program: string): string {
  const name = functionName(node.path, program)
  const options = node.options.map((option) => `    ${optionSpec(option)}`)
  if (node.subcommands.length === 0) {
    return `${name}() {
  _arguments -s \\
${[...options, ...node.operands.map((operand, index) => `    ${operandSpec(operand, index)}`)].join(' \\\n')}
}`
  }
  const inner = nodes.filter(
    ({ path }) => path.length === node.path.length + 1 && path.slice(0, -1).join(' ') === node.path.join(' '),
  )
  return `${name}() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${node.subcommands.map(({ name: word, summary }) => `    ${quoted(`${word}:${summary}`)}`).join('\n')}
  )
  _arguments -C -s \\
${options.join(' \\\n')} \\
    '1: :->command' \\
    '*:: :->arguments'
  case $state in
    command) _describe -t commands 'command' commands ;;
    arguments)
      case $line[1] in
${inner.map(({ path }) => `        ${path.at(-1)}) ${functionName(path, program)} ;;`).join('\n')}
      esac ;;
  esac
}`
}

function optionSpec({ long, short, description, takesValue, choices }: CompletionOption): string {
  const value = takesValue ? `:value:${choices.length > 0 ? `(${choices.join(' ')})` : '_files'}` : ''
  const text = quoted(`[${description.replace(/[[\]:\\]/g, ' ')}]${value}`)
  return short === null ? `'*'${long}${text}` : `'*'{${short},${long}}${text}`
}

function operandSpec(operand: CompletionNode['operands'][number], index: number): string {
  const action = operand.choices === undefined ? '_files' : `(${operand.choices.join(' ')})`
  return quoted(`${operand.variadic ? '*' : index + 1}:${operand.name}:${action}`)
}

function functionName(path: readonly string[], program: string): string {
  return ['', program.replaceAll('-', '_'), ...path].join('_')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
