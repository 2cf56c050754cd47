import type { CompletionNode } from './tree.ts'

/** A completion script for fish, with descriptions. */
export function fishScript(nodes: readonly CompletionNode[], program: string): string {
  const lines = nodes.flatMap((node) => {
    const when = condition(node)
    return [
      ...node.subcommands.map(({ name, summary }) => `${when} -f -a ${name} -d ${quoted(summary)}`),
      ...node.operands.flatMap(({ choices, description }) =>
        choices === undefined ? [] : [`${when} -f -a ${quoted(choices.join(' '))} -d ${quoted(description)}`],
      ),
      ...node.options.map(({ long, short, description, takesValue, choices }) => {
        const value = !takesValue ? '' : choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : ' -r -F'
        const shortFlag = short === null ? '' : ` -s ${short.slice(1)}`
        return `${when} -l ${long.slice(2)}${shortFlag}${value} -d ${quoted(description)}`
      }),
    ].map((rest) => `complete -c ${program} ${rest}`)
  })
  return `# ${program} completion for fish. Load it: ${program} completion fish | source
${lines.join('\n')}
`
}

function condition({ path, subcommands }: CompletionNode): string {
  if (path.length === 0) return `-n '__fish_use_subcommand'`
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`)
  const notYet =
    subcommands.length > 0
      ? [`not __fish_seen_subcommand_from ${subcommands.map(({ name }) => name).join(' ')}`]
      : []
  return `-n '${[...seen, ...notYet].join('; and ')}'`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
