from twofold.insight.models.stored_figure import StoredFigure

__all__ = ["StoredFigure"]
