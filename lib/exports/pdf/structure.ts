/** From the parts of a document to the structure of its file: the element of each, and where its content is on the pages. */
import type PDFDocument from "pdfkit";
import type { StructureElement } from "pdfkit";
import type { Tag } from "./tag";

/** A part of a document of React PDF, before and after it is laid out. Points, from the left and top of what is around it. */
export interface Part {
  readonly type: string;
  readonly box?: Partial<Record<"left" | "top" | "width" | "height" | keyof typeof NO_BORDERS, number>>;
  readonly props?: Props;
  readonly style?: { backgroundColor?: string };
  readonly children?: readonly Part[];
}

interface Props {
  tag?: Tag;
  /** Ours: what was made of the tag. It stays with a part that is torn over pages, and with each of its repetitions. */
  element?: StructureElement;
  fixed?: boolean;
  paint?: () => void;
}

/** A text and a drawing are one stretch of content; all else holds others. */
const isWhole = ({ type, props }: Part): boolean => type === "TEXT" || props?.tag?.type === "Figure";

/** What draws nothing by itself, but for backgrounds and borders. */
const HOLDERS = new Set(["DOCUMENT", "PAGE", "VIEW"]);

function tagOf({ type, props }: Part): Tag | undefined {
  if (props?.tag) return props.tag;
  if (type === "TEXT") return { type: "P" };
  return HOLDERS.has(type) ? undefined : { type: "Artifact" };
}

/** The same parts with their elements, which are hung below a parent in the order in which they are read. */
export function withElements(file: PDFDocument, part: Part, parent: StructureElement): Part {
  const tag = tagOf(part);
  if (tag?.type === "Artifact") return { ...part, props: { ...part.props, tag } };
  const element = tag && elementOf(file, tag);
  if (element) parent.add(element);
  const children = isWhole(part)
    ? part.children
    : part.children?.map((child) => withElements(file, child, element ?? parent));
  return { ...part, props: { ...part.props, tag, element }, children };
}

function elementOf(file: PDFDocument, tag: Exclude<Tag, { type: "Artifact" }>): StructureElement {
  const element = file.struct(tag.type, tag);
  if ("numbered" in tag && tag.numbered) element.dictionary.data.A = { O: "List", ListNumbering: "Decimal" };
  return element;
}

/** The pages with marks around all that is drawn: what belongs to an element, and what is an artifact. */
export function withMarks(file: PDFDocument, pages: readonly Part[]): Part[] {
  const repeated = new Set<StructureElement>();

  const artifact = (part: Part, running?: string): Part[] => {
    const about = running ? `<</Type /Pagination /Subtype /${running}>> BDC` : "BMC";
    const write = (operator: string) => (): void => void file.addContent(operator);
    return [markOf(file, write(`/Artifact ${about}`)), part, markOf(file, write("EMC"))];
  };

  const content = (part: Part, type: string, element: StructureElement): Part[] => [
    markOf(file, () => void element.add(file.markStructureContent(type))),
    part,
    markOf(file, () => void file.endMarkedContent()),
  ];

  const inside = (parts: readonly Part[], left: number, bottom: number): Part[] =>
    parts.flatMap((part) => {
      const { tag, element, fixed } = part.props ?? {};
      if (tag?.type === "Artifact") return artifact(part, tag.running);
      // The head of a table that goes on was said where it begins.
      if (fixed && element && repeated.has(element)) return artifact(part, "Header");
      if (fixed && element) repeated.add(element);
      const { top = 0, height = 0, width = 0, ...at } = part.box ?? {};
      const [x, y] = [left + (at.left ?? 0), bottom - top];
      if (tag && element && isWhole(part)) {
        if (tag.type === "Figure") element.dictionary.data.A = placed([x, y - height, x + width, y]);
        return content(part, tag.type, element);
      }
      const children = inside(part.children ?? [], x, y);
      if (!isDecorated(part)) return [{ ...part, children }];
      return [...artifact({ ...part, props: {}, children: [] }), { ...bare(part), children }];
    });

  return pages.map((page) => ({
    ...page,
    children: inside(
      page.children ?? [],
      page.box?.left ?? 0,
      (page.box?.height ?? 0) - (page.box?.top ?? 0),
    ),
  }));
}

const placed = (BBox: readonly number[]) => ({ O: "Layout", Placement: "Block", BBox });

const NO_BORDERS = { borderTopWidth: 0, borderRightWidth: 0, borderBottomWidth: 0, borderLeftWidth: 0 };

const isDecorated = ({ box, style }: Part): boolean =>
  style?.backgroundColor !== undefined ||
  Object.keys(NO_BORDERS).some((border) => (box?.[border as keyof typeof NO_BORDERS] ?? 0) > 0);

const bare = (part: Part): Part => ({
  ...part,
  box: part.box && { ...part.box, ...NO_BORDERS },
  style: { ...part.style, backgroundColor: undefined },
});

/**
 * A part that draws nothing and writes operators between its neighbours. What the library saves around it is restored
 * meanwhile, so that marked content and graphics states are nested in each other.
 */
const markOf = (file: PDFDocument, write: () => void): Part => ({
  type: "CANVAS",
  box: { left: 0, top: 0, width: 1, height: 1 },
  style: {},
  props: {
    paint: () => {
      file.restore().restore();
      write();
      file.save().save();
    },
  },
  children: [],
});
