/*
 * A browser forgets the chosen file of a form that comes back refused: so what is required is asked for
 * before such a form is sent, unlike in the other forms of the staff.
 */
for (const file of document.querySelectorAll("#content form[novalidate] input[type=file][required]")) {
  file.form.noValidate = false
}
