/** An HTML element with its attributes and what is in it; text is text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** Changes the text only where it differs: nothing is laid out, or said, again. */
export function say(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text
}
