/** The greater part of the editor's library, to be evaluated in a task of its own. */
export { EditorView } from "@codemirror/view";
