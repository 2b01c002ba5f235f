/** A page that was loaded anew asks for every widget at once: comm `jupyter.widget.control`, protocol 1.0.0. */
import type { Comms } from "../run/comms.js";
import { openWidgets } from "./widget.js";

/** Answers the pages that ask. */
export function answerPages(comms: Comms): void {
  comms.register("jupyter.widget.control", (comm) => {
    comm.onMessage = ({ data }) => {
      if ((data as { method?: unknown }).method !== "request_states") return;
      const states: Record<string, unknown> = {};
      const buffer_paths: (string | number)[][] = [];
      const buffers: Uint8Array[] = [];
      for (const widget of openWidgets()) {
        const packed = widget.snapshot();
        const { _model_name, _model_module, _model_module_version } =
          packed.state;
        states[widget.id] = {
          ...{ model_name: _model_name, model_module: _model_module },
          ...{ model_module_version: _model_module_version },
          state: packed.state,
        };
        for (const path of packed.paths)
          buffer_paths.push([widget.id, "state", ...path]);
        buffers.push(...packed.buffers);
      }
      comm.send({ method: "update_states", states, buffer_paths }, { buffers });
    };
  });
}
