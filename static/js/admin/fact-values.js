/* What facts are at the moment of the release: each asked for once, many in one request. */

const BATCH = 20
const answers = new Map()
let queue = []

/* Where the texts of an editor get their facts: the addresses, the language and the release. */
export function sourceOf(editor, addresses) {
  const textarea = editor.options.element.querySelector("textarea")
  const release = textarea.closest(".inline-related")?.querySelector("input[name$='-parent']")
  return { ...addresses, language: textarea.lang, release: release?.value ?? "" }
}

/* A promise of the fact with this key, or of null when nobody could be asked. */
export function told(source, key) {
  const name = nameOf(source, key)
  if (!answers.has(name)) answers.set(name, new Promise((resolve) => enqueue({ source, key, resolve })))
  return answers.get(name)
}

/* The facts that hold all the words of `query`, and how many are left out. */
export async function found(source, query) {
  const answer = await get(source.search, source, [["q", query]])
  for (const fact of answer.facts) answers.set(nameOf(source, fact.key), Promise.resolve(fact))
  return answer
}

function nameOf({ language, release }, key) {
  return [language, release, key].join(" ")
}

function enqueue(question) {
  queue.push(question)
  if (queue.length === 1) setTimeout(flush)
}

function flush() {
  const groups = Map.groupBy(queue, ({ source }) => source.language)
  queue = []
  for (const questions of groups.values()) {
    for (let first = 0; first < questions.length; first += BATCH) {
      answer(questions.slice(first, first + BATCH))
    }
  }
}

async function answer(questions) {
  const { source } = questions[0]
  const keys = questions.map(({ key }) => ["key", key])
  const { facts } = await get(source.values, source, keys).catch(() => ({ facts: [] }))
  for (const { source, key, resolve } of questions) {
    const fact = facts.find((one) => one.key === key) ?? null
    if (!fact) answers.delete(nameOf(source, key))
    resolve(fact)
  }
}

async function get(address, { language, release }, parameters) {
  const query = new URLSearchParams([["language", language], ["release", release], ...parameters])
  const response = await fetch(`${address}?${query}`, { headers: { accept: "application/json" } })
  if (!response.ok) throw new Error(`${response.status} ${address}`)
  return response.json()
}
