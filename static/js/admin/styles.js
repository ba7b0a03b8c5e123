/* The editors insert style elements of their own: give them the page's nonce. Runs before them. */

{
  const { nonce } = document.currentScript
  const create = document.createElement

  document.createElement = function (name, ...rest) {
    const element = create.call(this, name, ...rest)
    if (String(name).toLowerCase() === "style") element.nonce = nonce
    return element
  }
}
