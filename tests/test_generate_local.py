"""A Transformers chat model as drafter. The model is made here: a tiny Llama whose weights recite one sentence."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.errors import ModelProblem
from rag.generate import Drafter, DraftFailed, Source, load_drafter
from rag.generate.local import LocalDrafter
from rag.settings import Settings

QUESTION = "项目总投资多少？"
SOURCES = [Source(1, "开工", "2021-05", "项目总投资约1亿元。" + "其他" * 40), Source(2, "签约", "", "投资3亿元。" * 20)]
GOOD = "总投资约1亿元[2]。"  # no character twice, so that each can be mapped to the next
TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
NO_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + TEMPLATE

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Makes the folder of a chat model that recites ``text``, once or again and again, whatever it is asked."""
    import torch
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    def build(text: str = GOOD, *, again: bool = False, template: str | None = TEMPLATE, window: int = 8192) -> Path:
        special = ["<unk>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
        vocabulary = {token: i for i, token in enumerate([*special, *dict.fromkeys(text)])}
        inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
        inner.pre_tokenizer = pre_tokenizers.Split(Regex("[\\s\\S]"), "isolated")
        inner.decoder = decoders.Fuse()
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_object=inner, unk_token="<unk>", eos_token="<|end|>", extra_special_tokens=special[2:]
        )
        tokenizer.chat_template = template
        size = len(vocabulary)
        model = LlamaForCausalLM(
            LlamaConfig(
                vocab_size=size, hidden_size=64, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2,
                max_position_embeddings=window, bos_token_id=None, eos_token_id=1, pad_token_id=None,
            )
        )
        chain = [vocabulary["<|assistant|>"], *(vocabulary[char] for char in text)]
        with torch.no_grad():
            for name, weight in model.named_parameters():
                if name.endswith(("o_proj.weight", "down_proj.weight")):
                    weight.zero_()  # nothing but the last token counts
            model.model.embed_tokens.weight.copy_(torch.eye(size, 64))
            model.lm_head.weight.zero_()
            for token, following in zip(chain, [*chain[1:], chain[1] if again else 1], strict=True):
                model.lm_head.weight[following, token] = 1
        folder = tmp_path_factory.mktemp("model")
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        return folder

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # several would mostly wait for each other over matrices this small
    yield build
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def reciter(make: Make) -> Drafter:
    drafter = load_drafter(Settings(llm=str(make())))
    assert drafter is not None
    return drafter


@pytest.fixture(scope="module")
def slow(make: Make) -> LocalDrafter:
    """A model whose every step takes 30 ms: 512 steps take 15 s."""
    drafter = LocalDrafter.load(str(make("".join(map(chr, range(0x4E00, 0x4E00 + 55))), again=True)))
    drafter._model.register_forward_pre_hook(lambda *_: time.sleep(0.03))
    return drafter


def ask(drafter: Drafter, seconds: float = 10.0) -> str:
    return "".join(drafter.draft(QUESTION, SOURCES, deadline=time.monotonic() + seconds))


def test_the_draft_comes_in_pieces_and_is_the_same_every_time(reciter: Drafter) -> None:
    pieces = [p for p in reciter.draft(QUESTION, SOURCES, deadline=time.monotonic() + 10) if p]
    assert "".join(pieces) == GOOD
    assert len(pieces) > 3
    assert ask(reciter) == GOOD


def test_threads_share_a_drafter(reciter: Drafter) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: ask(reciter), range(8))) == {GOOD}


def test_a_template_without_system_role(make: Make) -> None:
    assert ask(LocalDrafter.load(str(make(template=NO_SYSTEM)))) == GOOD


def test_a_small_window_takes_fewer_sources(make: Make) -> None:
    assert ask(LocalDrafter.load(str(make(window=1500)))) == GOOD
    with pytest.raises(DraftFailed, match="一次只能读 600 个词元"):
        ask(LocalDrafter.load(str(make(window=600))))


def test_a_model_that_goes_round_in_circles(make: Make) -> None:
    with pytest.raises(DraftFailed, match="重复同一段话"):
        ask(LocalDrafter.load(str(make(again=True))))


def test_a_model_of_another_language(make: Make) -> None:
    with pytest.raises(DraftFailed, match="没有用中文回答"):
        ask(LocalDrafter.load(str(make("It cosu[2]."))))


class TestDeadline:
    @pytest.fixture(autouse=True)
    def _the_work_ends(self) -> Iterator[None]:
        yield
        limit = time.monotonic() + 1.5
        while any(t.name == "draft" for t in threading.enumerate()):
            assert time.monotonic() < limit, "the model goes on writing for nobody"
            time.sleep(0.01)

    def test_holds(self, slow: LocalDrafter) -> None:
        begun = time.monotonic()
        with pytest.raises(DraftFailed, match=r"没有在时限内答完.*RAG_DEADLINE"):
            ask(slow, seconds=0.6)
        assert time.monotonic() - begun < 0.9

    def test_holds_for_those_who_wait_for_their_turn(self, slow: LocalDrafter) -> None:
        first = slow.draft(QUESTION, SOURCES, deadline=time.monotonic() + 5)
        next(first)
        begun = time.monotonic()
        with pytest.raises(DraftFailed, match="没有在时限内答完"):
            ask(slow, seconds=0.6)
        assert time.monotonic() - begun < 0.9
        first.close()  # type: ignore[attr-defined]

    def test_a_caller_who_leaves_ends_the_work(self, slow: LocalDrafter) -> None:
        pieces = slow.draft(QUESTION, SOURCES, deadline=time.monotonic() + 30)
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]


class TestLoading:
    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(ModelProblem, match="找不到语言模型的文件夹"):
            load_drafter(Settings(llm=str(tmp_path / "nichts")))

    def test_a_name_that_is_none(self) -> None:
        with pytest.raises(ModelProblem, match="不像模型库的名称"):
            load_drafter(Settings(llm="模型 一号"))

    @pytest.mark.parametrize("offline", [False, True])
    def test_a_hub_model_that_cannot_be_reached_fails_quickly(
        self, offline: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        import huggingface_hub.constants as hub

        monkeypatch.setattr(hub, "HF_HUB_CACHE", str(tmp_path))
        monkeypatch.setattr(hub, "HF_HUB_OFFLINE", offline)
        monkeypatch.setattr(hub, "ENDPOINT", "http://no-such-host.invalid")
        begun = time.monotonic()
        with pytest.raises(ModelProblem, match=r"不在本机缓存里，模型库又连不上.*清空 RAG_LLM"):
            load_drafter(Settings(llm="nobody/nothing"))
        assert time.monotonic() - begun < 7

    def test_no_chat_model(self, make: Make) -> None:
        with pytest.raises(ModelProblem, match="没有对话模板"):
            LocalDrafter.load(str(make(template=None)))

    def test_a_damaged_file(self, make: Make) -> None:
        folder = make()
        weights = folder / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[:1000])
        with pytest.raises(ModelProblem, match=r"不能加载.*文件完整"):
            LocalDrafter.load(str(folder))

    def test_pickled_weights_are_refused(self, make: Make) -> None:
        import torch

        folder = make()
        (folder / "model.safetensors").unlink()
        torch.save({}, folder / "pytorch_model.bin")
        with pytest.raises(ModelProblem, match="safetensors"):
            LocalDrafter.load(str(folder))

    def test_no_code_from_the_folder_runs(self, make: Make, tmp_path: Path) -> None:
        folder = make()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config |= {"model_type": "eigen", "auto_map": {"AutoConfig": "eigen.C", "AutoModelForCausalLM": "eigen.M"}}
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        (folder / "eigen.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
        with pytest.raises(ModelProblem, match="不能加载"):
            LocalDrafter.load(str(folder))
        assert not (tmp_path / "ran").exists()
