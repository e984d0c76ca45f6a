/** An element with attributes and children; texts are texts, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that says what it does. */
export function button(
  label: string,
  id: string,
  press: () => void,
  disabled = false,
): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-do': id }, label);
  made.disabled = disabled;
  made.addEventListener('click', press);
  return made;
}
