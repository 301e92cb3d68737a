"""The recipes on offer. To add one: a file here that defines it, its name in this tuple, a test."""

from finetune.recipe import Recipe
from finetune.recipes.classification import CLASSIFICATION
from finetune.recipes.instruction import INSTRUCTION

RECIPES: tuple[Recipe, ...] = (CLASSIFICATION, INSTRUCTION)


def recipe_named(name: str) -> Recipe:
    return next(recipe for recipe in RECIPES if recipe.name == name)
