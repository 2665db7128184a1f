"""A prompt as the chat model reads it: turns, marked by tokens that nobody can forge."""

from transformers import PreTrainedTokenizerBase

from services.gpu_inference.engines.studio.writer.text_model import TextPrompt


def chat_text(prompt: TextPrompt, tokenizer: PreTrainedTokenizerBase) -> str:
    """The two turns in the model's own template, open for the answer."""
    turns = [
        {"role": "system", "content": without_tokens(prompt.system, tokenizer)},
        {"role": "user", "content": without_tokens(prompt.user, tokenizer)},
    ]
    text: str = tokenizer.apply_chat_template(
        turns, tokenize=False, add_generation_prompt=True
    )
    return text


def without_tokens(text: str, tokenizer: PreTrainedTokenizerBase) -> str:
    """The text with a space in whatever the tokenizer would read as a token of its own."""
    for token in tokenizer.get_added_vocab():
        if len(token) > 1:
            text = text.replace(token, f"{token[0]} {token[1:]}")
    return text
