/** Sizes and distances of the PDF, in points. */
import { StyleSheet } from "@react-pdf/renderer";
import { ACCENT, INK, LINE, SOFT, TINT, WATERMARK } from "./colours";
import { FAMILY } from "./fonts";

const MARGIN = 42;

export const STYLE = StyleSheet.create({
  page: {
    ...{ paddingTop: 36, paddingBottom: 52, paddingHorizontal: MARGIN },
    ...{ fontFamily: FAMILY, fontSize: 9, lineHeight: 1.4, color: INK },
  },
  head: { flexDirection: "row", justifyContent: "space-between", fontSize: 8, color: SOFT },
  foot: {
    ...{ position: "absolute", left: MARGIN, right: MARGIN },
    ...{ flexDirection: "row", justifyContent: "space-between", gap: 16, fontSize: 7.5, color: SOFT },
  },
  footTitle: { flex: 1, maxLines: 1, textOverflow: "ellipsis" },
  watermark: {
    ...{ position: "absolute", top: "42%", left: 20, right: 20, textAlign: "center" },
    ...{ fontSize: 44, fontWeight: 600, color: WATERMARK, transform: "rotate(-32deg)", lineHeight: 1.1 },
  },
  score: { flexDirection: "row", gap: 10, alignItems: "center" },
  points: { fontSize: 38, fontWeight: 600, lineHeight: 1 },
  shield: { borderWidth: 1.2, borderRadius: 3, paddingHorizontal: 9, paddingVertical: 2 },
  grade: { fontSize: 22, fontWeight: 600, lineHeight: 1.2 },
  figure: { textAlign: "right", fontFeatureSettings: ["tnum"] },
  title: { fontSize: 22, fontWeight: 600, lineHeight: 1.2, marginTop: 4 },
  heading: { fontSize: 12.5, fontWeight: 600, lineHeight: 1.3, marginTop: 16, marginBottom: 5 },
  small: { fontSize: 9.5, fontWeight: 600, marginBottom: 2 },
  legend: { fontSize: 7.5, lineHeight: 1.3, color: SOFT, marginTop: 2 },
  strong: { fontWeight: 600 },
  soft: { color: SOFT },
  paragraph: { marginBottom: 5 },
  comment: {
    ...{ marginTop: 8, paddingVertical: 7, paddingHorizontal: 10, backgroundColor: TINT },
    ...{ borderLeftWidth: 2, borderLeftColor: ACCENT },
  },
  columns: { flexDirection: "row", gap: 22 },
  column: { flexGrow: 1, flexBasis: 0 },
  block: { marginTop: 9 },
  list: { marginBottom: 3 },
  bullet: { minWidth: 9 },
  item: { flexDirection: "row", gap: 5, marginBottom: 1.5 },
  /** Thousands of rows are that far from the top that it is known to a hundredth: without a gap they would seem to overlap. */
  table: { rowGap: 0.1 },
  row: {
    ...{ flexDirection: "row", gap: 8, paddingVertical: 3.5 },
    ...{ borderBottomWidth: 0.6, borderBottomColor: LINE, fontSize: 8.5, lineHeight: 1.3 },
  },
  rowHead: { fontSize: 7.5, color: SOFT, borderBottomColor: SOFT },
});
