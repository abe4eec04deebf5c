"""Any Transformers chat model as drafter, from a folder or by hub id. Greedy: the same prompt gives the same draft."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from rag.errors import ModelProblem
from rag.generate import DraftFailed, Source
from rag.generate.checks import checked
from rag.generate.limits import HEARTBEAT, relay
from rag.generate.prompt import build_messages
from rag.hub import pick_device

MAX_NEW_TOKENS = 512  # a few sentences; about 700 Chinese characters with today's tokenizers
_REACH = 5.0  # seconds; without this look ahead, transformers retries a missing network for 46 s


class LocalDrafter:
    """Drafts with a model in this process. Threads may share one; one draft is written at a time.

    model, tokenizer: as Transformers loads them; the tokenizer has a chat template.
    """

    def __init__(self, name: str, model: Any, tokenizer: Any) -> None:
        self._name, self._model, self._tokenizer = name, model, tokenizer
        self._lock = threading.Lock()

    @classmethod
    def load(cls, model: str, device: str = "auto") -> LocalDrafter:
        """The chat model in the folder ``model`` or with this hub id; downloaded only when it is not in the cache.

        Weights must be safetensors, and no code from the model's repository runs.
        Raises ModelProblem when there is none, it cannot be reached or read, or it is no chat model.
        """
        if Path(model).expanduser().is_dir():
            model = str(Path(model).expanduser())
        cached = _is_local(model)
        try:
            from transformers import AutoModelForCausalLM, AutoTokenizer

            options: dict[str, Any] = {"local_files_only": cached, "trust_remote_code": False}
            tokenizer = AutoTokenizer.from_pretrained(model, **options)
            if not getattr(tokenizer, "chat_template", None):
                raise ModelProblem(f"{model} 不是对话模型（没有对话模板）。请换一个 Instruct 或 Chat 模型。")
            loaded = AutoModelForCausalLM.from_pretrained(model, use_safetensors=True, dtype="auto", **options)
            loaded.to(pick_device(device)).eval()
        except ModelProblem:
            raise
        except Exception as exc:  # OSError, ValueError, KeyError, SafetensorError, ...: no base class
            raise ModelProblem(
                f"语言模型 {model} 不能加载（{type(exc).__name__}）。请确认它是 Transformers 的对话模型、"
                "有 safetensors 格式的权重、不需要运行自带代码、文件完整、内存够用；不用语言模型时清空 RAG_LLM。"
            ) from exc
        return cls(model, loaded, tokenizer)

    @property
    def name(self) -> str:
        return self._name

    def draft(self, question: str, sources: Sequence[Source], *, deadline: float) -> Generator[str, None, None]:
        """See ``Drafter.draft``. A draft that is asked for while another is written waits for it."""
        with closing(self._pieces(question, sources, deadline)) as pieces:
            yield from checked(pieces, question, self._name)

    def _pieces(self, question: str, sources: Sequence[Source], deadline: float) -> Generator[str, None, None]:
        def work(emit: Callable[[str], None], stopped: Callable[[], bool]) -> None:
            while not self._lock.acquire(timeout=HEARTBEAT):
                if stopped():
                    return
            try:
                if not stopped():
                    self._generate(self._prompt(question, sources), emit, stopped)
            finally:
                self._lock.release()

        try:
            with closing(relay(work, deadline)) as items:
                for item in items:
                    yield item or ""
        except DraftFailed:
            raise
        except TimeoutError as exc:
            raise DraftFailed(self._name, "没有在时限内答完", "请换一个更小的模型，或把 RAG_DEADLINE 设长一些") from exc
        except Exception as exc:  # out of memory, a broken chat template, an operator the device lacks
            what = f"生成时出错（{type(exc).__name__}）"
            raise DraftFailed(self._name, what, "请检查内存和模型文件，或换一个模型") from exc

    def _prompt(self, question: str, sources: Sequence[Source]) -> Any:
        """Token ids, (1, n), with as many of the sources as the model has room for, the first ones."""
        window = getattr(self._model.config, "max_position_embeddings", None) or 1 << 20
        for kept in range(len(sources), 0, -1):
            ids = self._encode(build_messages(question, sources[:kept]))
            if ids["input_ids"].shape[1] + MAX_NEW_TOKENS <= window:
                return ids
        raise DraftFailed(self._name, f"一次只能读 {window} 个词元，放不下一则资料", "请换一个上下文更长的模型")

    def _encode(self, messages: list[dict[str, str]]) -> Any:
        def encode(chat: list[dict[str, str]]) -> Any:
            return self._tokenizer.apply_chat_template(
                chat,
                add_generation_prompt=True,
                enable_thinking=False,  # read by the templates that know it, ignored by the others
                return_tensors="pt",
                return_dict=True,
            )

        from jinja2 import TemplateError

        try:
            return encode(messages)
        except TemplateError:  # some templates refuse the role "system"
            return encode([{"role": "user", "content": "\n\n".join(message["content"] for message in messages)}])

    def _generate(self, prompt: Any, emit: Callable[[str], None], stopped: Callable[[], bool]) -> None:
        import torch
        from transformers import StoppingCriteria, StoppingCriteriaList, TextStreamer

        class Emitter(TextStreamer):  # type: ignore[misc]
            def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
                emit(text)

        class Unheard(StoppingCriteria):  # type: ignore[misc]
            def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
                return torch.full((input_ids.shape[0],), stopped(), dtype=torch.bool, device=input_ids.device)

        tokenizer = self._tokenizer
        with torch.inference_mode():
            self._model.generate(
                **prompt.to(self._model.device),
                max_new_tokens=MAX_NEW_TOKENS,
                do_sample=False,
                num_beams=1,
                pad_token_id=tokenizer.eos_token_id if tokenizer.pad_token_id is None else tokenizer.pad_token_id,
                streamer=Emitter(tokenizer, skip_prompt=True, skip_special_tokens=True),
                stopping_criteria=StoppingCriteriaList([Unheard()]),
            )


def _is_local(model: str) -> bool:
    """Whether the model is a folder or in the cache; raises ModelProblem when it can be had nowhere."""
    if Path(model).is_dir():
        return True
    if model.startswith((".", "/", "~")) or model.count("/") > 1 or "\\" in model:
        raise ModelProblem(f"找不到语言模型的文件夹 {model}。请检查 RAG_LLM 的路径。")
    from huggingface_hub import HfApi, try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    try:
        if isinstance(try_to_load_from_cache(model, "config.json"), str):
            return True
        HfApi().model_info(model, timeout=_REACH)
    except HFValidationError as exc:
        raise ModelProblem(f"RAG_LLM={model} 既不是文件夹和 http 地址，也不像模型库的名称（组织/模型）。") from exc
    except RepositoryNotFoundError as exc:
        raise ModelProblem(f"模型库里没有 {model}，或者它需要登录。请检查 RAG_LLM 的写法。") from exc
    except Exception as exc:  # no network, a proxy's page, offline mode: the libraries share no base class
        raise ModelProblem(
            f"语言模型 {model} 不在本机缓存里，模型库又连不上。请联网后重试一次，或把 RAG_LLM 改成本机文件夹；"
            "不用语言模型时清空 RAG_LLM。"
        ) from exc
    return False
