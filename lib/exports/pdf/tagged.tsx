/** Writes pages as a tagged PDF, as PDF/UA-1 asks: read aloud it has headings, lists, tables and drawings. */
import layOut from "@react-pdf/layout";
import draw from "@react-pdf/render";
import { Document, Font, pdf } from "@react-pdf/renderer";
import PDFDocument from "pdfkit";
import type { ReactElement } from "react";
import { escaped } from "../mail";
import { type Part, withElements, withMarks } from "./structure";

/** Both as the renderer calls them; their types leave out the fonts, and take the class for its object. */
const laid = layOut as unknown as (document: Part, fonts: typeof Font) => Promise<Part>;
const drawn = draw as unknown as (file: PDFDocument, document: Part) => PDFDocument;

interface About {
  /** Shown on top of the reader's window. */
  title: string;
  /** When it was made, in ISO. The same pages of the same time give the same bytes. */
  at: string;
}

/**
 * @param pages one or several `<Page>`; their parts say what they are by `tagged`
 * @returns the bytes of the file
 */
export async function renderTagged(pages: ReactElement, { title, at }: About): Promise<Buffer> {
  const file = new TaggedFile({
    ...{
      tagged: true,
      subset: "PDF/UA",
      pdfVersion: "1.7",
      lang: "en",
      displayTitle: true,
      autoFirstPage: false,
    },
    info: { Title: title, Author: MAKER, Creator: MAKER, Producer: MAKER, CreationDate: new Date(at) },
  });
  file._root.data.PageMode = "UseOutlines";
  const root = file.struct("Document");
  file.addStructure(root);
  const parts = withElements(file, pdf(<Document>{pages}</Document>).container.document, root);
  const layout = await laid(parts, Font);
  const written = drawn(file, { ...layout, children: withMarks(file, layout.children ?? []) });
  return Buffer.concat(await written.toArray());
}

const MAKER = "Rampart";

class TaggedFile extends PDFDocument {
  /** What is said of the file a second time, in XML, into which the library writes it as it is. */
  override endMetadata(): void {
    const said = Object.entries(this.info);
    this.info = Object.fromEntries(
      said.map(([name, value]) => [name, typeof value === "string" ? escaped(value) : value]),
    );
    super.endMetadata();
  }
}
