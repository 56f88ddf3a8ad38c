import type { Border } from "./splitter";

/** Between code and picture. */
export const codeBorder: Border = { name: "code-share", level: false, usual: 38, least: 20, most: 70, unit: "%" };
/** Between the code and the panels under it. */
export const editorBorder: Border = { name: "editor-share", level: true, usual: 54, least: 15, most: 85, unit: "%" };
/** Between the picture and the inspector. */
export const inspectorBorder: Border = { name: "inspector-share", level: false, fromEnd: true, usual: 36, least: 20, most: 60, unit: "%" };
/** Under code and picture: how much of the window they have; the charts have the rest. */
export const workBorder: Border = { name: "work-share", level: true, ofWindow: true, usual: 100, least: 35, most: 100, unit: "vh" };
/** A phone's sheet. */
export const sheetBorder: Border = { name: "sheet-share", level: true, fromEnd: true, ofWindow: true, usual: 44, least: 20, most: 80, unit: "vh" };
